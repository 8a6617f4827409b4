package org.lymphatlas.volume.io;

import java.io.IOException;

/** Takes a value and may fail as input and output does. */
@FunctionalInterface
public interface IOConsumer<T> {

	void accept(T value) throws IOException;
}
