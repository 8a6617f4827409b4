package org.lymphatlas.anatomy;

import java.util.Arrays;
import java.util.Optional;

/** IASLC 2009 lymph node stations (Rusch et al., J Thorac Oncol 4:568) with the numbers used in station maps. */
public enum Station {

	S1R("1R", 1), S1L("1L", 2), S2R("2R", 3), S2L("2L", 4), S3A("3a", 5), S3P("3p", 6), S4R("4R", 7), S4L("4L", 8), S5("5",
		9), S6("6", 10), S7("7", 11), S8("8", 12), S9R("9R", 13), S9L("9L", 14), S10R("10R", 15), S10L("10L",
			16), S11R("11R", 17), S11L("11L", 18), S12_14R("12-14R", 19), S12_14L("12-14L", 20);

	private final String code;
	private final int label;

	Station(final String code, final int label) {
		this.code = code;
		this.label = label;
	}

	/** As radiologists write it, for example {@code 4R}. */
	public String code() {
		return code;
	}

	/** Its number in a station map; 0 is no station. */
	public int label() {
		return label;
	}

	/** The station of a label in a station map; empty for 0 and for unknown numbers. */
	public static Optional<Station> ofLabel(final int label) {
		return Arrays.stream(values()).filter(s -> s.label == label).findFirst();
	}

	public static Optional<Station> ofCode(final String code) {
		return Arrays.stream(values()).filter(s -> s.code.equals(code)).findFirst();
	}
}
