package org.lymphatlas.network.pytorch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.lymphatlas.volume.InputException;

/** The pickle machine's stack with its marks. What lies below the last mark is out of reach. */
final class PickleStack {

	private static final int MAX_OBJECTS = 8_000_000;
	private static final int MAX_MARKS = 10_000;

	private final ArrayList<Object> objects = new ArrayList<>();
	private int[] marks = new int[16];
	private int depth;
	private int made;

	/** Puts a new object on top. */
	void push(final Object object) {
		if (++made > MAX_OBJECTS) throw bad("it makes more than " + MAX_OBJECTS + " objects");
		objects.add(object);
	}

	/** Puts an object on top that is there already. */
	void repeat(final Object object) {
		objects.add(object);
	}

	Object peek() {
		require(1);
		return objects.get(objects.size() - 1);
	}

	Object pop() {
		require(1);
		return objects.remove(objects.size() - 1);
	}

	/** The n topmost, in the order they were pushed. */
	List<Object> pop(final int n) {
		require(n);
		return popFrom(objects.size() - n);
	}

	void mark() {
		if (depth == MAX_MARKS) throw bad("it nests more than " + MAX_MARKS + " deep");
		if (depth == marks.length) marks = Arrays.copyOf(marks, 2 * depth);
		marks[depth++] = objects.size();
	}

	/** All above the last mark, in the order they were pushed; takes the mark away. */
	List<Object> popToMark() {
		if (depth == 0) throw bad("it ends a list that it did not begin");
		return popFrom(marks[--depth]);
	}

	private List<Object> popFrom(final int from) {
		final List<Object> top = objects.subList(from, objects.size());
		final List<Object> popped = Arrays.asList(top.toArray());
		top.clear();
		return popped;
	}

	private void require(final int n) {
		if (objects.size() - n < (depth == 0 ? 0 : marks[depth - 1])) throw bad("it takes from an empty stack");
	}

	static InputException bad(final String what) {
		return new InputException("its pickle cannot be used: " + what);
	}
}
