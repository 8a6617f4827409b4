package org.lymphatlas.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.Test;
import org.scijava.command.Command;
import org.scijava.plugin.DefaultPluginFinder;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;

/** Menu labels, keys and defaults stand in people's macros and scripts: this test keeps them. */
public class CommandKeysTest {

	private static String text(final String resource) throws IOException {
		try (InputStream in = CommandKeysTest.class.getResourceAsStream(resource)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static String describe(final Class<? extends TaskCommand> type) {
		final TaskCommand command = TaskCommand.create(type);
		return (TaskCommand.menuPath(type) + " | " + TaskCommand.shellName(type) + " | " + Options.of(type).all()
			.stream().map(o -> o.key() + "=" + (o.isMissingIn(command) ? "<must be given>" : o.text(command)) + (o.choices().isEmpty() ? "" : o.choices())).collect(Collectors.joining(", "))).strip();
	}

	@Test
	public void labelsKeysAndDefaultsStay() throws IOException {
		assertEquals(text("commands.txt").strip(), Commands.ALL.stream().map(CommandKeysTest::describe).collect(Collectors
			.joining("\n")));
	}

	@Test
	public void pluginsConfigNamesEveryCommandAtItsMenuPath() throws IOException {
		final List<String> lines = text("/plugins.config").lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
		assertEquals(Commands.ALL.stream().map(c -> "Plugins>LymphAtlas, \"" + TaskCommand.menuLabel(c) + "\", " +
			Launcher.class.getName() + "(\"" + c.getName() + "\")").collect(Collectors.joining("\n")), String.join("\n",
				lines));
	}

	@Test
	public void sciJavaFindsEveryCommand() {
		final PluginIndex index = new PluginIndex(new DefaultPluginFinder(getClass().getClassLoader()));
		index.discover();
		final List<String> found = index.getPlugins(Command.class).stream().map(PluginInfo::getClassName).filter(n -> n
			.startsWith("org.lymphatlas")).sorted().toList();
		assertEquals(Commands.ALL.stream().map(Class::getName).sorted().toList(), found);
	}

	@Test
	public void everyOptionCanBeRecordedAndIsNotRemembered() {
		for (final Class<? extends TaskCommand> type : Commands.ALL)
			for (final Option option : Options.of(type).all()) {
				final String which = type.getSimpleName() + "." + option.key();
				assertEquals(which + ": the label's first word is the recorded key", option.key(), option.label().split(" ")[0]);
				assertFalse(which + " would take its value from the run before", option.parameter().persist());
				assertFalse(which + " has no description", option.parameter().description().isBlank());
				assertTrue(which + " has a type that cannot be recorded", option.isFlag() || option.isNumber() || option.field()
					.getType() == String.class);
			}
	}

	@Test
	public void descriptionsAndHeadlessAreStated() {
		for (final Class<? extends TaskCommand> type : Commands.ALL) {
			assertTrue(type.getSimpleName(), TaskCommand.plugin(type).headless());
			assertFalse(type.getSimpleName(), TaskCommand.plugin(type).description().isBlank());
			final boolean sciJavaKnowsKeys = Options.of(type).all().stream().allMatch(o -> o.key().equals(o.field().getName()));
			assertEquals(type.getSimpleName(), sciJavaKnowsKeys ? TaskCommand.menuPath(type) : "", TaskCommand.plugin(type)
				.menuPath());
		}
	}
}
