package org.lymphatlas.task;

import org.scijava.task.Task;

/**
 * A {@link Task} that runs in the calling thread and only remembers what it was told.
 * Subclasses override {@link #changed()} to show it. Thread-safe.
 */
public class InlineTask implements Task {

	private final String name;
	private volatile String message = "";
	private volatile long value;
	private volatile long maximum = 1;
	private volatile String cancelReason;
	private volatile boolean cancelled;
	private volatile boolean done;
	private volatile Runnable cancelCallBack;

	public InlineTask(final String name) {
		this.name = name;
	}

	/** Called after each change of message, progress or state; does nothing here. */
	protected void changed() {}

	@Override
	public void run(final Runnable work) {
		try {
			work.run();
		}
		finally {
			finish();
		}
	}

	@Override
	public void waitFor() {
		// The work ran in the caller's thread: nothing is left to wait for.
	}

	@Override
	public void finish() {
		done = true;
		changed();
	}

	@Override
	public boolean isDone() {
		return done;
	}

	@Override
	public String getStatusMessage() {
		return message;
	}

	@Override
	public long getProgressValue() {
		return value;
	}

	@Override
	public long getProgressMaximum() {
		return maximum;
	}

	@Override
	public void setStatusMessage(final String message) {
		this.message = message;
		changed();
	}

	@Override
	public void setProgressValue(final long value) {
		this.value = value;
		changed();
	}

	@Override
	public void setProgressMaximum(final long maximum) {
		this.maximum = maximum;
		changed();
	}

	@Override
	public void setCancelCallBack(final Runnable callBack) {
		cancelCallBack = callBack;
	}

	@Override
	public Runnable getCancelCallBack() {
		return cancelCallBack == null ? () -> {} : cancelCallBack;
	}

	@Override
	public boolean isCanceled() {
		return cancelled;
	}

	@Override
	public void cancel(final String reason) {
		cancelReason = reason;
		cancelled = true;
		getCancelCallBack().run();
	}

	@Override
	public String getCancelReason() {
		return cancelReason;
	}

	@Override
	public String getName() {
		return name;
	}

	@Override
	public void setName(final String name) {
		throw new UnsupportedOperationException("The name of task '" + this.name + "' is fixed");
	}
}
