package bdv.viewer;

public interface TransformListener<A> {

	void transformChanged(A transform);
}
