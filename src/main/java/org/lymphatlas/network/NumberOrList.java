package org.lymphatlas.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;

/** A list of which files may give one number for all entries; written so where all are the same. */
final class NumberOrList extends TypeAdapter<List<Integer>> {

	@Override
	public List<Integer> read(final JsonReader in) throws IOException {
		if (in.peek() == JsonToken.NUMBER) {
			return List.of(in.nextInt());
		}
		final List<Integer> values = new ArrayList<>();
		in.beginArray();
		while (in.hasNext()) {
			values.add(in.nextInt());
		}
		in.endArray();
		return values;
	}

	@Override
	public void write(final JsonWriter out, final List<Integer> values) throws IOException {
		if (values.stream().distinct().count() == 1) {
			out.value(values.get(0));
			return;
		}
		out.beginArray();
		for (final int value : values) {
			out.value(value);
		}
		out.endArray();
	}
}
