package bdv.viewer;

public enum Interpolation {
	NEARESTNEIGHBOR, NLINEAR
}
