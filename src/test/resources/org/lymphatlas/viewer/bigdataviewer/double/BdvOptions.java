package bdv.util;

import net.imglib2.realtransform.AffineTransform3D;

public class BdvOptions {

	AffineTransform3D transform;
	Bdv bdv;
	int width, height;

	public static BdvOptions options() {
		return new BdvOptions();
	}

	public BdvOptions sourceTransform(final AffineTransform3D t) {
		transform = t;
		return this;
	}

	public BdvOptions addTo(final Bdv to) {
		bdv = to;
		return this;
	}

	public BdvOptions preferredSize(final int w, final int h) {
		width = w;
		height = h;
		return this;
	}
}
