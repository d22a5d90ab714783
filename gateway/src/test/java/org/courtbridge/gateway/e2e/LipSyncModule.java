package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Devices of a room that flash and beep at once, and note when flashes are shown and beeps are played ({@code lip-sync.c}). */
final class LipSyncModule {

    /** A flash and a beep further apart are not of one moment, in milliseconds. */
    private static final double FAR = 400;

    /** baresip looks for modules in its own folder alone. */
    private static final String ROOT_FROM_MODULES = "../../../..";

    private static final String OBJECT = "lip-sync.so";

    private LipSyncModule() {}

    /** What a room is told so that its camera flashes and its microphone beeps. @param folder where there is room for it */
    static String sender(Path folder) throws IOException, InterruptedException {
        return module(folder) + "audio_source lipsync,nil\nvideo_source lipsync,nil\n";
    }

    /**
     * What a room is told so that it notes what it shows and plays; its own picture stands still. Of sound that comes in a burst
     * after a pause baresip keeps as much as it may, and is late by that for the rest of the call: here by 20 ms at most.
     */
    static String receiver(Path folder) throws IOException, InterruptedException {
        return module(folder)
                + "audio_player lipsync,nil\naudio_buffer 20-40\nvideo_display lipsync,nil\nvideo_source fakevideo,nil\n";
    }

    private static String module(Path folder) throws IOException, InterruptedException {
        Path object = folder.resolve(OBJECT);
        if (!Files.exists(object)) {
            Path source = Path.of("src/test/c/lip-sync.c").toAbsolutePath();
            ChildProcess.run(
                    folder,
                    "compiler",
                    List.of(
                            "cc",
                            "-Wall",
                            "-fPIC",
                            "-shared",
                            "-I/usr/include/re",
                            "-o",
                            object.toString(),
                            source.toString(),
                            "-lre"));
        }
        return "module " + ROOT_FROM_MODULES + object + "\n";
    }

    /**
     * By how many milliseconds flashes were shown after their beeps, of those that a room noted.
     *
     * @param room whose module notes them
     * @param since when, by {@link #notes}
     */
    static List<Double> skews(BaresipPeer room, int since) throws IOException {
        List<String> lines = lines(room);
        List<String> seen = lines.subList(since, lines.size());
        List<Double> flashes = millis(seen, "flash ");
        List<Double> skews = new ArrayList<>();
        for (double beep : millis(seen, "beep ")) {
            flashes.stream()
                    .map(flash -> flash - beep)
                    .min((one, other) -> Double.compare(Math.abs(one), Math.abs(other)))
                    .filter(skew -> Math.abs(skew) < FAR)
                    .ifPresent(skews::add);
        }
        return skews;
    }

    /** How many flashes and beeps a room has noted. */
    static int notes(BaresipPeer room) throws IOException {
        return lines(room).size();
    }

    private static List<String> lines(BaresipPeer room) throws IOException {
        return Files.readAllLines(room.folder().resolve("lip-sync.log"));
    }

    private static List<Double> millis(List<String> lines, String what) {
        return lines.stream()
                .filter(line -> line.startsWith(what))
                .map(line -> Double.parseDouble(line.substring(what.length())) / 1_000)
                .toList();
    }
}
