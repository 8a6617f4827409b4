package org.lymphatlas;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.Map;

import org.junit.runner.RunWith;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchUnitRunner;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The house's rules: who may know whom, and who may touch the outside. */
@RunWith(ArchUnitRunner.class)
@AnalyzeClasses(packages = "org.lymphatlas", importOptions = ImportOption.DoNotIncludeTests.class)
public class ArchitectureTest {

	private static final String ROOT = "org.lymphatlas.";

	/** A room may use its own parts and any room on a lower floor. */
	private static final Map<String, Integer> FLOORS = Map.ofEntries(Map.entry("task", 0), Map.entry("program", 1), Map
		.entry("volume", 1), Map.entry("volume.io", 2), Map.entry("anatomy", 3), Map.entry("phantom", 4), Map.entry("registration", 4), Map.entry(
			"atlas", 5), Map.entry("network", 5), Map.entry("training.augmentation", 5), Map.entry("training", 6), Map.entry("segmentation", 6), Map.entry(
				"evaluation", 6), Map.entry("correction", 6), Map.entry("viewer", 7), Map.entry("pipeline", 8), Map.entry("command", 9));

	@ArchTest
	static final ArchRule roomsUseLowerFloorsOnly = classes().should(useLowerFloorsOnly());

	@ArchTest
	static final ArchRule noCycles = slices().matching("org.lymphatlas.(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule imageJAndAwtOnlyWherePeopleLook = noClasses().that().resideOutsideOfPackages(
		"org.lymphatlas.volume.io", "org.lymphatlas.viewer..", "org.lymphatlas.command").should().dependOnClassesThat()
		.resideInAnyPackage("ij..", "java.awt..", "javax.swing..", "javax.imageio..");

	@ArchTest
	static final ArchRule nd4jOnlyInItsEngine = noClasses().that().resideOutsideOfPackage("org.lymphatlas.network.dl4j..")
		.should().dependOnClassesThat().resideInAnyPackage("org.nd4j..", "org.bytedeco..");

	@ArchTest
	static final ArchRule processesOnlyInTheirRoom = noClasses().that().resideOutsideOfPackage("org.lymphatlas.program")
		.should().dependOnClassesThat().belongToAnyOf(Process.class, ProcessBuilder.class, ProcessHandle.class).orShould()
		.callMethodWhere(target(owner(assignableTo(Runtime.class))).and(target(name("exec"))));

	@ArchTest
	static final ArchRule onlyTheShellEndsJava = noClasses().that().doNotHaveFullyQualifiedName(
		"org.lymphatlas.command.Shell").should().callMethod(System.class, "exit", int.class).orShould().callMethod(
			Runtime.class, "halt", int.class);

	@ArchTest
	static final ArchRule onlyTheShellPrints = noClasses().that().resideOutsideOfPackage("org.lymphatlas.command").should(
		ACCESS_STANDARD_STREAMS);

	@ArchTest
	static final ArchRule nothingIsDeserialised = noClasses().should().dependOnClassesThat().areAssignableTo(
		java.io.ObjectInputStream.class);

	private static ArchCondition<JavaClass> useLowerFloorsOnly() {
		return new ArchCondition<>("use only their own room and lower floors") {

			@Override
			public void check(final JavaClass user, final ConditionEvents events) {
				user.getDirectDependenciesFromSelf().stream().filter(d -> d.getTargetClass().getPackageName().startsWith(ROOT))
					.filter(d -> !mayUse(room(user), room(d.getTargetClass()))).forEach(d -> events.add(SimpleConditionEvent
						.violated(d, d.getDescription())));
			}
		};
	}

	private static boolean mayUse(final String user, final String used) {
		return user.equals(used) || FLOORS.get(used) < FLOORS.get(user);
	}

	/** The room a class lives in: its package, or the nearest one above that has a floor. */
	private static String room(final JavaClass c) {
		String name = c.getPackageName().substring(ROOT.length());
		while (!FLOORS.containsKey(name)) {
			final int dot = name.lastIndexOf('.');
			if (dot < 0) throw new AssertionError(c.getName() + " lives in no room of the house");
			name = name.substring(0, dot);
		}
		return name;
	}
}
