package bdv.util;

public abstract class BdvSource {

	public abstract void setDisplayRange(double least, double most);
}
