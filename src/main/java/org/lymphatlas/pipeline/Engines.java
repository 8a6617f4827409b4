package org.lymphatlas.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.Probe;
import org.lymphatlas.registration.Availability;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.RegistrationEngine;
import org.lymphatlas.registration.RegistrationOptions;
import org.lymphatlas.registration.RegistrationPipeline;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.volume.InputException;
import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.SciJavaPlugin;
import org.scijava.task.Task;

/** The engines on the class path, found through SciJava's plugin index, so that no context need be started. */
public final class Engines {

	private Engines() {}

	/** Registers with the engine of that name; {@code auto} is the embedded one. */
	static Registration register(final Subject fixed, final Subject moving, final String name, final Task task) {
		return register(fixed, moving, RegistrationChoice.of(name), task);
	}

	static Registration register(final Subject fixed, final Subject moving, final RegistrationChoice choice,
		final Task task)
	{
		return RegistrationPipeline.register(fixed, moving, registration(choice.engine()), choice.options(), task);
	}

	private static RegistrationEngine registration(final String name) {
		return byName(RegistrationEngine.class, "auto".equals(name) ? "variational" : name);
	}

	/**
	 * The registration engine of that name and its version.
	 *
	 * @throws InputException if it cannot run here
	 */
	static String requireRegistration(final String name) {
		return requireRegistration(name, RegistrationOptions.defaults());
	}

	static String requireRegistration(final String name, final RegistrationOptions options) {
		final RegistrationEngine engine = registration(name);
		final Availability availability = engine.availability(options);
		if (!availability.usable()) throw new InputException("Registration engine '" + engine.name() +
			"' cannot run here: " + availability.detail());
		return engine.name() + ", " + availability.detail();
	}

	/**
	 * The network engine of that name ({@code auto}: the best that works) after a probe of the device.
	 *
	 * @throws InputException if it cannot run on that device, with the probe's reason
	 */
	static Ready network(final String name, final Device device) {
		final List<NetworkEngine> candidates = "auto".equals(name) ? all(NetworkEngine.class) : List.of(byName(
			NetworkEngine.class, name));
		final List<String> reasons = new ArrayList<>();
		for (final NetworkEngine engine : candidates) {
			final Probe probe = engine.probe(device);
			if (probe.usable()) return new Ready(engine, probe);
			reasons.add(engine.name() + ": " + probe.reason());
		}
		throw new InputException("No network engine can run on device '" + device.name().toLowerCase(Locale.ROOT) +
			"': " + String.join("; ", reasons));
	}

	/** An engine that was probed. */
	record Ready(NetworkEngine engine, Probe probe) {}

	/** All plugins of a type, in the order of their priority, then name. */
	public static <T extends SciJavaPlugin> List<T> all(final Class<T> type) {
		final List<IndexItem<Plugin>> items = new ArrayList<>();
		Index.load(Plugin.class, Engines.class.getClassLoader()).forEach(items::add);
		return items.stream().filter(item -> item.annotation().type() == type).sorted(Comparator.comparingDouble(
			(IndexItem<Plugin> item) -> -item.annotation().priority()).thenComparing(IndexItem::className)).map(
				item -> create(type, item.className())).toList();
	}

	private static <T> T create(final Class<T> type, final String className) {
		try {
			return type.cast(Class.forName(className).getDeclaredConstructor().newInstance());
		}
		catch (final ReflectiveOperationException e) {
			throw new IllegalStateException("The plugin " + className + " cannot be made: " + e.getMessage(), e);
		}
	}

	private static <T extends SciJavaPlugin> T byName(final Class<T> type, final String name) {
		final List<T> all = all(type);
		return all.stream().filter(plugin -> nameOf(plugin).equals(name)).findFirst().orElseThrow(
			() -> new InputException("There is no " + type.getSimpleName() + " '" + name + "'; there are: " + all.stream().map(
				Engines::nameOf).collect(Collectors.joining(", "))));
	}

	private static String nameOf(final SciJavaPlugin plugin) {
		if (plugin instanceof RegistrationEngine engine) return engine.name();
		if (plugin instanceof NetworkEngine engine) return engine.name();
		throw new IllegalArgumentException(plugin + " is no engine");
	}
}
