package org.lymphatlas.network.nnunet;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;

/** An Optional as its value, or null. */
final class OptionalAdapter<E> extends TypeAdapter<Optional<E>> {

	/** For Gson's builder. */
	static final class Factory implements TypeAdapterFactory {

		@Override
		@SuppressWarnings("unchecked")
		public <T> TypeAdapter<T> create(final Gson gson, final TypeToken<T> type) {
			if (type.getRawType() != Optional.class || !(type.getType() instanceof ParameterizedType parameters)) return null;
			return (TypeAdapter<T>) new OptionalAdapter<>(gson.getAdapter(TypeToken.get(parameters
				.getActualTypeArguments()[0])));
		}
	}

	private final TypeAdapter<E> element;

	private OptionalAdapter(final TypeAdapter<E> element) {
		this.element = element;
	}

	@Override
	public void write(final JsonWriter out, final Optional<E> value) throws IOException {
		if (value == null || value.isEmpty()) out.nullValue();
		else element.write(out, value.get());
	}

	@Override
	public Optional<E> read(final JsonReader in) throws IOException {
		if (in.peek() != JsonToken.NULL) return Optional.of(element.read(in));
		in.nextNull();
		return Optional.empty();
	}
}
