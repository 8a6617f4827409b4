package org.lymphatlas.network.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A range of a file; leaves the channel open. */
final class ChannelStream extends InputStream {

	private final FileChannel channel;
	private final long end;
	private long at;

	ChannelStream(final FileChannel channel, final long offset, final long bytes) {
		this.channel = channel;
		this.at = offset;
		this.end = offset + bytes;
	}

	@Override
	public int read() throws IOException {
		final byte[] one = new byte[1];
		return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(final byte[] into, final int from, final int length) throws IOException {
		if (length == 0) return 0;
		if (at >= end) return -1;
		final int n = channel.read(ByteBuffer.wrap(into, from, (int) Math.min(length, end - at)), at);
		if (n > 0) at += n;
		return n;
	}
}
