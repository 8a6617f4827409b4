package org.lymphatlas.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.registration.BenchmarkCase.Pair;
import org.lymphatlas.registration.elastix.ElastixEngine;
import org.lymphatlas.registration.variational.VariationalEngine;
import org.lymphatlas.task.InlineTask;

/**
 * Engines side by side: each pair is registered by every engine in turn, and what comes out is compared with the truth.
 * Writes {@code registration.csv}, a row a stage, as it goes, and at the end {@code registration.md}. What the CSV of an
 * earlier run has is not measured again.
 */
public final class RegistrationBenchmark {

	private final Map<String, Engine> engines = new LinkedHashMap<>();
	private final List<BenchmarkRow> rows = new ArrayList<>();
	private final Path csv;

	private record Engine(RegistrationEngine engine, RegistrationOptions options) {}

	private RegistrationBenchmark(final Path csv) throws IOException {
		this.csv = csv;
		if (Files.exists(csv)) Files.readAllLines(csv).stream().skip(1).map(BenchmarkRow::parse).forEach(rows::add);
		else Files.writeString(csv, BenchmarkRow.HEADER + "\n");
	}

	/**
	 * Arguments: folder for the results; folder of real CTs; what to register, comma-separated kinds (phantom, real,
	 * large) or names of pairs; engines, each {@code variational}, {@code elastix} or {@code name=folder} of elastix
	 * parameters.
	 */
	public static void main(final String[] args) throws IOException {
		final Path output = Files.createDirectories(Path.of(args[0]));
		final List<String> missing = new ArrayList<>(), wanted = List.of(args[2].split(","));
		final List<BenchmarkCase> cases = new ArrayList<>(BenchmarkCases.phantoms());
		cases.addAll(BenchmarkCases.real(Path.of(args[1]), missing));
		cases.addAll(BenchmarkCases.large());
		cases.removeIf(c -> !wanted.contains(c.kind()) && !wanted.contains(c.name()));
		final RegistrationBenchmark benchmark = new RegistrationBenchmark(output.resolve("registration.csv"));
		for (final String engine : List.of(args).subList(3, args.length))
			benchmark.add(engine, missing);
		for (final BenchmarkCase c : cases)
			benchmark.measure(c);
		final String tables = BenchmarkTables.markdown(benchmark.rows, missing);
		Files.writeString(output.resolve("registration.md"), tables);
		System.out.println(tables);
	}

	private void add(final String name, final List<String> missing) {
		final String[] parts = name.split("=", 2);
		final RegistrationEngine engine = name.equals(VariationalEngine.NAME) ? new VariationalEngine()
			: new ElastixEngine();
		final RegistrationOptions options = parts.length == 1 ? RegistrationOptions.defaults() : RegistrationOptions
			.defaults().withElastixParameters(Path.of(parts[1]));
		final Availability found = engine.availability(options);
		if (found.usable()) engines.put(parts[0], new Engine(engine, options));
		else missing.add(name + ": " + found.detail());
	}

	private void measure(final BenchmarkCase c) throws IOException {
		final List<String> left = engines.keySet().stream().filter(name -> rows.stream().noneMatch(row -> row.caseName()
			.equals(c.name()) && row.engine().equals(name))).toList();
		if (left.isEmpty()) return;
		final Pair pair = c.pair().get();
		for (final String name : left) {
			final List<BenchmarkRow> measured = measure(c, pair, name, engines.get(name));
			final String text = measured.stream().map(row -> row.csv() + "\n").collect(Collectors.joining());
			Files.writeString(csv, text, StandardOpenOption.APPEND);
			System.out.print(text);
			rows.addAll(measured);
		}
	}

	private static List<BenchmarkRow> measure(final BenchmarkCase c, final Pair pair, final String name,
		final Engine engine)
	{
		final WatchedEngine watched = new WatchedEngine(engine.engine());
		final Registration result;
		final double[] taken;
		try (ProcessMeter meter = new ProcessMeter()) {
			result = RegistrationPipeline.register(pair.fixed(), pair.moving(), watched, engine.options().withDrive(c.drive()),
				new InlineTask(c.name()));
			taken = new double[] { meter.wallSeconds(), meter.usedCpuSeconds(), meter.peakMb() };
		}
		result.warnings().forEach(warning -> System.out.println("  " + c.name() + ", " + name + ": " + warning));
		final List<StageReport> reports = result.stages().stream().filter(s -> !s.name().equals("start")).toList();
		final List<BenchmarkRow> rows = new ArrayList<>();
		rows.add(row(c, name, "before", true, "", values(pair, AffineTransform.identity(), result.diceBefore(), 0, 0, 0,
			Double.NaN)));
		for (int k = 0; k < Math.min(reports.size(), watched.runs().size()); k++) {
			final WatchedEngine.Run run = watched.runs().get(k);
			final StageReport report = reports.get(k);
			rows.add(row(c, name, report.name(), report.kept(), "", values(pair, run.found(), report.dice(), report.jacobian()
				.foldedPercent(), run.wallSeconds(), run.cpuSeconds(), Double.NaN)));
		}
		rows.add(row(c, name, "all", true, result.verdict().name().toLowerCase(Locale.ROOT), values(pair, result.transform(),
			result.diceAfter(), result.foldedPercent(), taken[0], taken[1], taken[2])));
		return rows;
	}

	private static BenchmarkRow row(final BenchmarkCase c, final String engine, final String stage, final boolean kept,
		final String verdict, final double[] values)
	{
		return new BenchmarkRow(c.name(), c.kind(), engine, stage, kept, verdict, values);
	}

	/** In the order of {@link BenchmarkRow.Column}. */
	private static double[] values(final Pair pair, final SpatialTransform transform, final Map<String, Double> dice,
		final double folded, final double wall, final double cpu, final double peakMb)
	{
		final double[] nodes = pair.fixedTruth().map(fixed -> PhantomTruth.nodesMm(transform, fixed, pair.movingTruth()
			.orElseThrow())).orElse(new double[0]);
		return new double[] { BenchmarkRow.mean(dice, ""), BenchmarkRow.mean(dice, "lung"), BenchmarkRow.mean(dice, "bones"),
			BenchmarkRow.mean(dice, "airways"), carinaMm(pair, transform), PhantomTruth.median(nodes), Arrays.stream(nodes).max()
				.orElse(Double.NaN), folded, wall, cpu, peakMb };
	}

	private static double carinaMm(final Pair pair, final SpatialTransform transform) {
		final Optional<double[]> from = pair.fixedTruth().map(Phantom::carinaLps).or(() -> pair.fixed().anatomy().landmarks()
			.carina()), to = pair.movingTruth().map(Phantom::carinaLps).or(() -> pair.moving().anatomy().landmarks().carina());
		return from.isEmpty() || to.isEmpty() ? Double.NaN : PhantomTruth.errorMm(transform, from.get(), to.get());
	}
}
