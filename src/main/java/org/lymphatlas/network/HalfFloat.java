package org.lymphatlas.network;

/** IEEE 754 binary16, which Java 17 does not know. */
public final class HalfFloat {

	private HalfFloat() {}

	/** The number that these 16 bits stand for, exactly. */
	public static float toFloat(final short bits) {
		final int sign = (bits & 0x8000) << 16;
		final int exponent = bits >> 10 & 0x1f;
		final int mantissa = bits & 0x3ff;
		if (exponent == 0) {
			final float magnitude = mantissa * 0x1p-24f;
			return sign == 0 ? magnitude : -magnitude;
		}
		final int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
		return Float.intBitsToFloat(sign | wide << 23 | mantissa << 13);
	}
}
