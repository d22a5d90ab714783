package org.courtbridge.codecs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mounted file systems that this process sees, by {@code /proc/self/mountinfo} (proc_pid_mountinfo(5)). */
final class MountPoints {

    private static final Path KERNELS = Path.of("/proc/self/mountinfo");

    /** Fields of a line, from 0: the mount point and its options. */
    private static final int POINT = 4;

    private static final int OPTIONS = 5;

    /** Spaces and some others are written as three octal digits. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

    private final List<Mount> mounts;

    private record Mount(Path point, List<String> options) {}

    private MountPoints(List<Mount> mounts) {
        this.mounts = mounts;
    }

    /** Of now; without any where the kernel does not tell. */
    static MountPoints ofThisProcess() {
        try {
            return of(Files.readAllLines(KERNELS));
        } catch (IOException _) {
            return new MountPoints(List.of());
        }
    }

    static MountPoints of(List<String> lines) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : lines) {
            String[] fields = line.split(" ");
            if (fields.length > OPTIONS) {
                mounts.add(new Mount(Path.of(unescaped(fields[POINT])), Arrays.asList(fields[OPTIONS].split(","))));
            }
        }
        return new MountPoints(mounts);
    }

    private static String unescaped(String point) {
        return ESCAPE.matcher(point).replaceAll(MountPoints::character);
    }

    private static String character(MatchResult escape) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 8)));
    }

    /**
     * Whether programs and libraries may be loaded from a folder, or from where it will be once it is made: not where its file
     * system is mounted {@code noexec}.
     */
    boolean mayExecute(Path folder) {
        Path real = real(folder.toAbsolutePath().normalize());
        // A later one of the same length lies over those before it.
        return mounts.stream()
                .filter(mount -> real.startsWith(mount.point))
                .reduce((one, next) -> next.point.getNameCount() >= one.point.getNameCount() ? next : one)
                .filter(mount -> mount.options.contains("noexec"))
                .isEmpty();
    }

    /** Of the part of it that is there, without symbolic links. */
    private static Path real(Path folder) {
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return existing.toRealPath();
        } catch (IOException _) {
            return existing;
        }
    }
}
