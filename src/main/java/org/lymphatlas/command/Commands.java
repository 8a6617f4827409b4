package org.lymphatlas.command;

import java.util.List;

import org.lymphatlas.volume.InputException;

/** All commands, in the order of the menu. */
final class Commands {

	static final List<Class<? extends TaskCommand>> ALL = List.of(SegmentCommand.class, OrgansCommand.class,
		RegisterCommand.class, OverlayCommand.class,
		BuildAtlasCommand.class, TrainCommand.class, ImportModelCommand.class, PredictCommand.class, PostprocessCommand.class,
		MeasureCommand.class, EvaluateCommand.class, BatchCommand.class, ContactSheetCommand.class, ViewCommand.class,
		CorrectCommand.class, ReviewCommand.class, PretrainingCommand.class, PhantomCommand.class,
		DemoCommand.class, CheckCommand.class);

	private Commands() {}

	/** @throws InputException if there is no command of that name in the shell */
	static Class<? extends TaskCommand> ofShellName(final String name) {
		return ALL.stream().filter(c -> TaskCommand.shellName(c).equals(name)).findFirst().orElseThrow(
			() -> new InputException("Unknown command '" + name + "'. Known commands: " + String.join(", ", ALL.stream().map(
				TaskCommand::shellName).toList()) + ", help"));
	}

	/** @throws InputException if there is no command of that name in the menu */
	static Class<? extends TaskCommand> ofMenuLabel(final String label) {
		return ALL.stream().filter(c -> TaskCommand.menuLabel(c).equals(label)).findFirst().orElseThrow(
			() -> new InputException("Unknown menu item '" + label + "'. Known are: " + String.join(", ", ALL.stream().map(
				TaskCommand::menuLabel).toList())));
	}

	/** @throws IllegalArgumentException if there is no command of that class */
	static Class<? extends TaskCommand> ofClassName(final String name) {
		return ALL.stream().filter(c -> c.getName().equals(name)).findFirst().orElseThrow(
			() -> new IllegalArgumentException("plugins.config names an unknown command: " + name));
	}
}
