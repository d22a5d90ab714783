package org.courtbridge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.benchmarks.pictures.PictureClips;
import org.courtbridge.benchmarks.verdicts.Clip;
import org.courtbridge.benchmarks.verdicts.ClipAnalysis;
import org.courtbridge.benchmarks.verdicts.ClipException;
import org.courtbridge.benchmarks.verdicts.ClipWriter;
import org.courtbridge.benchmarks.verdicts.LineAnalysis;
import org.courtbridge.benchmarks.verdicts.PictureAnalysis;
import org.courtbridge.benchmarks.verdicts.SoundAnalysis;
import org.courtbridge.benchmarks.verdicts.SoundClips;
import org.courtbridge.benchmarks.verdicts.Tally;
import org.courtbridge.provisioning.testcall.Verdict;

/**
 * Accuracy of the verdicts of test calls: runs a folder of labelled clips (docs/verdict-clips.md) through the analyses of a
 * test call. Without a folder, or with {@code --generate}, of clips that are made for it.
 */
public final class VerdictsBenchmark {

    private static final long SEED = 8;

    private VerdictsBenchmark() {}

    /** @param arguments a folder of clips; or {@code --generate}, a folder and perhaps a seed; or nothing */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 1 && !arguments[0].startsWith("-")) {
            System.exit(judge(Path.of(arguments[0])));
        } else if (arguments.length >= 2 && arguments.length <= 3 && arguments[0].equals("--generate")) {
            generate(Path.of(arguments[1]), arguments.length == 3 ? Long.parseLong(arguments[2]) : SEED);
        } else if (arguments.length == 0) {
            System.exit(judgeGenerated());
        } else {
            System.err.println(
                    "usage: bench verdicts [DIR]: judges the clips of a folder, or some that are made for it\n"
                            + "       bench verdicts --generate DIR [SEED]: makes them; needs espeak-ng, and the photographs");
            System.exit(2);
        }
    }

    private static int judgeGenerated() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("verdicts");
        try {
            generate(folder, SEED);
            return judge(folder);
        } finally {
            delete(folder);
        }
    }

    private static void generate(Path folder, long seed) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        PictureClips clips = new PictureClips(Path.of(System.getProperty("photographs", "")), seed);
        Optional<String> missing = clips.missing();
        missing.ifPresent(expected -> System.err.println("no clips of pictures (expected: " + expected + ")"));
        int pictures = missing.isPresent() ? 0 : clips.write(folder, new ClipWriter(folder)::picture);
        System.out.printf("%d clips in %s%n", new SoundClips(seed).write(folder) + pictures, folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static int judge(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            System.err.println("no such folder: " + folder);
            return 2;
        }
        List<ClipAnalysis> analyses = List.of(new SoundAnalysis(), new PictureAnalysis(), new LineAnalysis());
        Tally tally = new Tally();
        int bad = 0;
        for (Path label : Clip.labels(folder)) {
            try {
                Clip clip = Clip.read(label);
                List<Verdict> verdicts = new ArrayList<>();
                for (ClipAnalysis analysis : analyses) {
                    verdicts.addAll(analysis.judge(clip));
                }
                tally.add(clip, verdicts);
            } catch (ClipException e) {
                System.err.println("bad clip: " + e.getMessage());
                bad++;
            }
        }
        tally.print(System.out);
        tally.printFigures();
        return bad > 0 ? 2 : tally.misses().isEmpty() ? 0 : 1;
    }
}
