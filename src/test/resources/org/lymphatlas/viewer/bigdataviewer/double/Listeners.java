package org.scijava.listeners;

import java.util.ArrayList;
import java.util.List;

public class Listeners<T> {

	public final List<T> list = new ArrayList<>();

	public boolean add(final T listener) {
		return list.add(listener);
	}

	public boolean remove(final T listener) {
		return list.remove(listener);
	}
}
