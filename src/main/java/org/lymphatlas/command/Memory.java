package org.lymphatlas.command;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

/** How much memory there is, in megabytes of 2^20 bytes. */
final class Memory {

	private Memory() {}

	/** What Java's heap may grow to. */
	static long heapMegabytes() {
		return Runtime.getRuntime().maxMemory() >> 20;
	}

	/** What the machine, or the container, has. */
	static long machineMegabytes() {
		return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 20;
	}
}
