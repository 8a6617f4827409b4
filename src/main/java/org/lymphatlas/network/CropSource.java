package org.lymphatlas.network;

import java.io.IOException;
import java.util.Locale;

import com.google.gson.TypeAdapter;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;

/** What tells which part of a CT, the lungs' box, a network sees. The names in files are in lower case. */
@JsonAdapter(CropSource.Adapter.class)
public enum CropSource {
	/** The masks of the lungs (paper A): no margin. */
	ORGANS,
	/** Thresholds, whatever organs are known (paper B). */
	INTENSITIES;

	/** As users and files write it. */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Gson would read an unknown name as if there were none. */
	static final class Adapter extends TypeAdapter<CropSource> {

		@Override
		public CropSource read(final JsonReader in) throws IOException {
			return valueOf(in.nextString().toUpperCase(Locale.ROOT));
		}

		@Override
		public void write(final JsonWriter out, final CropSource value) throws IOException {
			out.value(value.key());
		}
	}
}
