package net.imglib2.realtransform;

public class AffineTransform3D {

	private double[] rows = { 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0 };

	public void set(final double... values) {
		rows = values.clone();
	}

	public double[] getRowPackedCopy() {
		return rows.clone();
	}
}
