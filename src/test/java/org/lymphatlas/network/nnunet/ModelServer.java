package org.lymphatlas.network.nnunet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server on this machine: /ranges/x answers ranges, /plain/x never does, /cut/x breaks off half-way, /moved/x leads to
 * /ranges/x, /wrong/x starts ranges elsewhere; all else is not found.
 */
public final class ModelServer implements AutoCloseable {

	private final HttpServer server;
	private final byte[] content;
	private final List<String> requests = new ArrayList<>();

	public ModelServer(final byte[] content) throws IOException {
		this.content = content;
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", this::answer);
		server.start();
	}

	public String address(final String path) {
		return "http://localhost:" + server.getAddress().getPort() + path;
	}

	/** Path and range of each request. */
	public synchronized List<String> requests() {
		return List.copyOf(requests);
	}

	private synchronized void answer(final HttpExchange exchange) throws IOException {
		final String path = exchange.getRequestURI().getPath();
		final String range = exchange.getRequestHeaders().getFirst("Range");
		requests.add(path + (range == null ? "" : " " + range));
		switch (path.split("/")[1]) {
			case "ranges" -> send(exchange, range, 0);
			case "plain" -> send(exchange, null, 0);
			case "wrong" -> send(exchange, range, 1);
			case "cut" -> {
				exchange.sendResponseHeaders(200, content.length);
				exchange.getResponseBody().write(content, 0, content.length / 2);
				exchange.getResponseBody().flush();
			}
			case "moved" -> {
				exchange.getResponseHeaders().set("Location", path.replace("/moved/", "/ranges/"));
				exchange.sendResponseHeaders(302, -1);
			}
			default -> exchange.sendResponseHeaders(404, -1);
		}
		exchange.close();
	}

	private void send(final HttpExchange exchange, final String range, final int shift) throws IOException {
		if (range == null) {
			exchange.sendResponseHeaders(200, content.length);
			exchange.getResponseBody().write(content);
			return;
		}
		final int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1")) + shift;
		if (from >= content.length) {
			exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
			exchange.sendResponseHeaders(416, -1);
			return;
		}
		exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" +
			content.length);
		exchange.sendResponseHeaders(206, content.length - from);
		exchange.getResponseBody().write(Arrays.copyOfRange(content, from, content.length));
	}

	@Override
	public void close() {
		server.stop(0);
	}
}
