package bdv.util;

import net.imglib2.RandomAccessibleInterval;

public final class BdvFunctions {

	public static <T> BdvSource show(final RandomAccessibleInterval<T> img, final String name, final BdvOptions options) {
		Calls.log("show", options.bdv, img, name, options.transform.getRowPackedCopy());
		return new BdvSource() {

			@Override
			public void setDisplayRange(final double least, final double most) {
				Calls.log("setDisplayRange", least, most);
			}
		};
	}
}
