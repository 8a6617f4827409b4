package org.lymphatlas.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

import org.junit.Assume;
import org.junit.rules.ExternalResource;

/** An X server without a screen, for tests that need windows; they skip where Xvfb is not installed. */
public final class VirtualDisplay extends ExternalResource {

	private Process server;
	private String name;

	/** As the environment variable DISPLAY wants it. */
	public String name() {
		return name;
	}

	@Override
	protected void before() throws IOException {
		try {
			server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp")
				.redirectError(ProcessBuilder.Redirect.DISCARD).start();
		}
		catch (final IOException e) {
			Assume.assumeNoException("no Xvfb here (on Debian: apt-get install xvfb)", e);
		}
		final String number = new BufferedReader(new InputStreamReader(server.getInputStream())).readLine();
		if (number == null) throw new IOException("Xvfb did not start");
		name = ":" + number;
	}

	@Override
	protected void after() {
		if (server != null) server.destroy();
	}
}
