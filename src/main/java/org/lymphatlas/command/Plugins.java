package org.lymphatlas.command;

import java.util.List;

import org.scijava.InstantiableException;
import org.scijava.plugin.DefaultPluginFinder;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.SciJavaPlugin;

/** Finds SciJava plugins without starting a SciJava context: half a second less, and it works in plain ImageJ. */
final class Plugins {

	private Plugins() {}

	/** One of each plugin of a type, by priority. */
	static <P extends SciJavaPlugin> List<P> of(final Class<P> type) {
		final PluginIndex index = new PluginIndex(new DefaultPluginFinder(Plugins.class.getClassLoader()));
		index.discover();
		return index.getPlugins(type).stream().map(Plugins::create).toList();
	}

	private static <P extends SciJavaPlugin> P create(final PluginInfo<P> info) {
		try {
			return info.createInstance();
		}
		catch (final InstantiableException e) {
			throw new IllegalStateException("Cannot create the plugin " + info.getClassName(), e);
		}
	}
}
