package org.lymphatlas.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.registration.BenchmarkCase.Pair;
import org.lymphatlas.registration.elastix.ElastixEngine;
import org.lymphatlas.registration.variational.VariationalEngine;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.InputException;

/**
 * Engines side by side: each pair is registered by every engine in turn, and what comes out is compared with the truth.
 * Writes {@code registration.csv} (a row a stage) and {@code registration.md} (medians and a row a pair).
 */
public final class RegistrationBenchmark {

	private final Map<String, Engine> engines = new LinkedHashMap<>();
	private final List<BenchmarkRow> rows = new ArrayList<>();

	private record Engine(RegistrationEngine engine, RegistrationOptions options) {}

	private RegistrationBenchmark() {}

	/**
	 * Arguments: folder for the results; folder of real CTs (or none); cases, a comma-separated choice of phantoms, real,
	 * large; engines, each {@code variational}, {@code elastix} or {@code name=folder of elastix parameters}.
	 */
	public static void main(final String[] args) throws IOException {
		final Path output = Files.createDirectories(Path.of(args[0]));
		final List<String> missing = new ArrayList<>();
		final List<BenchmarkCase> cases = new ArrayList<>();
		final List<String> kinds = List.of(args[2].split(","));
		if (kinds.contains("phantoms")) cases.addAll(BenchmarkCases.phantoms());
		if (kinds.contains("real")) cases.addAll(BenchmarkCases.real(Path.of(args[1]), missing));
		if (kinds.contains("large")) cases.addAll(BenchmarkCases.large());
		final RegistrationBenchmark benchmark = new RegistrationBenchmark();
		for (final String engine : List.of(args).subList(3, args.length))
			benchmark.add(engine, missing);
		cases.forEach(benchmark::measure);
		missing.forEach(what -> System.out.println("left out: " + what));
		Files.writeString(output.resolve("registration.csv"), BenchmarkTables.csv(benchmark.rows));
		Files.writeString(output.resolve("registration.md"), BenchmarkTables.markdown(benchmark.rows, missing));
		System.out.println(Files.readString(output.resolve("registration.md")));
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

	private void measure(final BenchmarkCase c) {
		final Pair pair;
		try {
			pair = c.pair().get();
		}
		catch (final InputException e) {
			System.out.println(c.name() + ": " + e.getMessage());
			return;
		}
		engines.forEach((name, engine) -> {
			final int first = rows.size();
			measure(c, pair, name, engine);
			for (final BenchmarkRow row : rows.subList(first, rows.size()))
				System.out.println(row.csv());
		});
	}

	private void measure(final BenchmarkCase c, final Pair pair, final String name, final Engine engine) {
		final WatchedEngine watched = new WatchedEngine(engine.engine());
		final Registration result;
		final double wall, cpu, peak;
		try (ProcessMeter meter = new ProcessMeter()) {
			result = RegistrationPipeline.register(pair.fixed(), pair.moving(), watched, engine.options().withDrive(c
				.drive()), new InlineTask(c.name()));
			wall = meter.wallSeconds();
			cpu = meter.usedCpuSeconds();
			peak = meter.peakMb();
		}
		result.warnings().forEach(warning -> System.out.println("  " + c.name() + ", " + name + ": " + warning));
		final List<StageReport> reports = result.stages().stream().filter(s -> !s.name().equals("start")).toList();
		row(c, name, "before", pair, AffineTransform.identity(), result.diceBefore(), 0, 0, 0, Double.NaN, true, "");
		for (int k = 0; k < Math.min(reports.size(), watched.runs().size()); k++) {
			final WatchedEngine.Run run = watched.runs().get(k);
			row(c, name, reports.get(k).name(), pair, run.found(), reports.get(k).dice(), reports.get(k).jacobian()
				.foldedPercent(), run.wallSeconds(), run.cpuSeconds(), Double.NaN, reports.get(k).kept(), "");
		}
		row(c, name, "all", pair, result.transform(), result.diceAfter(), result.foldedPercent(), wall, cpu, peak, true,
			result.verdict().name().toLowerCase(Locale.ROOT));
	}

	private void row(final BenchmarkCase c, final String engine, final String stage, final Pair pair,
		final SpatialTransform transform, final Map<String, Double> dice, final double folded, final double wall,
		final double cpu, final double peakMb, final boolean kept, final String verdict)
	{
		final double[] nodes = pair.fixedTruth().map(fixed -> PhantomTruth.nodesMm(transform, fixed, pair.movingTruth()
			.orElseThrow())).orElse(new double[0]);
		rows.add(new BenchmarkRow(c.name(), c.kind(), engine, stage, dice, carinaMm(pair, transform), PhantomTruth.median(
			nodes), Arrays.stream(nodes).max().orElse(Double.NaN), folded, wall, cpu, peakMb, kept, verdict));
	}

	private static double carinaMm(final Pair pair, final SpatialTransform transform) {
		final Optional<double[]> from = pair.fixedTruth().map(Phantom::carinaLps).or(() -> pair.fixed().anatomy().landmarks()
			.carina()), to = pair.movingTruth().map(Phantom::carinaLps).or(() -> pair.moving().anatomy().landmarks().carina());
		return from.isEmpty() || to.isEmpty() ? Double.NaN : PhantomTruth.errorMm(transform, from.get(), to.get());
	}
}
