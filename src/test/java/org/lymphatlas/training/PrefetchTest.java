package org.lymphatlas.training;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.Test;
import org.lymphatlas.task.InlineTask;

public class PrefetchTest {

	private final InlineTask task = new InlineTask("test");

	@Test
	public void keepsTheOrderAndTheBound() {
		final AtomicInteger made = new AtomicInteger();
		try (Prefetch<Long> prefetch = new Prefetch<>(i -> {
			made.incrementAndGet();
			if (i % 3 == 0) sleep(5);
			return i * i;
		}, 10, 60, 4, 3)) {
			for (long i = 10; i < 60; i++) {
				assertEquals(i * i, (long) prefetch.take(task));
				assertTrue("no more than 4 ahead", made.get() <= i - 10 + 1 + 4);
			}
		}
		assertEquals(50, made.get());
	}

	@Test
	public void errorsArriveWhereTheItemIsTaken() {
		try (Prefetch<Long> prefetch = new Prefetch<>(i -> {
			if (i == 1) throw new IllegalArgumentException("bad patch");
			return i;
		}, 0, 5, 2, 1)) {
			assertEquals(0L, (long) prefetch.take(task));
			assertEquals("bad patch", assertThrows(IllegalArgumentException.class, () -> prefetch.take(task)).getMessage());
		}
	}

	@Test(timeout = 5000)
	public void waitingEndsWhenCancelled() {
		final CountDownLatch never = new CountDownLatch(1);
		try (Prefetch<Long> prefetch = new Prefetch<>(i -> {
			await(never);
			return i;
		}, 0, 5, 2, 1)) {
			final Thread canceller = new Thread(() -> {
				sleep(50);
				task.cancel("Enough");
			});
			canceller.start();
			assertThrows(CancellationException.class, () -> prefetch.take(task));
		}
	}

	private static void await(final CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private static void sleep(final long milliseconds) {
		try {
			Thread.sleep(milliseconds);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
