package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The resources that a Java process holds of its machine, as Linux and the process itself tell. */
final class ProcessFigures {

    /** The last line of a class histogram: instances and bytes. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

    /** The name of the shared memory in which the collector ZGC has its heap. */
    private static final String HEAP = "java_heap";

    /** The first line of each mapping, in hexadecimal. */
    private static final Pattern MAPPING = Pattern.compile("^[0-9a-f]+-[0-9a-f]+ ");

    private final long pid;

    ProcessFigures(long pid) {
        this.pid = pid;
    }

    /** Kilobytes of Java objects that something still refers to, by a histogram of all classes, for which the process stops. */
    long liveHeap() throws IOException, InterruptedException {
        Matcher total = TOTAL.matcher(jcmd("GC.class_histogram"));
        if (!total.find()) {
            throw new AssertionError("no total in the class histogram of " + pid);
        }
        return Long.parseLong(total.group(1)) / 1_024;
    }

    /** Kilobytes of the machine's memory that are not the heap of the collector ZGC. */
    long residentBesidesHeap() throws IOException {
        boolean heapSeen = false;
        boolean inHeap = false;
        long kilobytes = 0;
        for (String line : Files.readAllLines(process("smaps"))) {
            if (MAPPING.matcher(line).find()) {
                inHeap = line.contains(HEAP);
                heapSeen |= inHeap;
            } else if (!inHeap && line.startsWith("Rss:")) {
                kilobytes += number(line);
            }
        }
        if (!heapSeen) {
            throw new AssertionError("no heap of ZGC in the memory of " + pid);
        }
        return kilobytes;
    }

    /** Kilobytes of memory of every kind. */
    long residentMemory() throws IOException {
        return status("VmRSS");
    }

    /** The most that it has ever been. */
    long mostResidentMemory() throws IOException {
        return status("VmHWM");
    }

    /** Of the operating system. */
    long threads() throws IOException {
        return status("Threads");
    }

    int openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(process("fd"))) {
            return (int) descriptors.count();
        }
    }

    /** Local UDP ports that are bound, in IPv4 and IPv6. */
    List<Integer> udpPorts() throws IOException {
        Set<String> own = sockets();
        List<Integer> ports = new ArrayList<>();
        for (String table : List.of("udp", "udp6")) {
            for (String line : Files.readAllLines(process("net").resolve(table))) {
                String[] words = line.strip().split("\\s+");
                if (words.length > 9 && own.contains(words[9])) {
                    ports.add(Integer.parseInt(words[1].substring(words[1].lastIndexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }

    /** Inode numbers. */
    private Set<String> sockets() throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(process("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
            }
        }
        return inodes;
    }

    /** Empty if it has been closed since it was listed. */
    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private long status(String name) throws IOException {
        return Files.readAllLines(process("status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(ProcessFigures::number)
                .findFirst()
                .orElseThrow();
    }

    /** The only number in a line. */
    private static long number(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    private Path process(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(program.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("jcmd " + pid + " " + command + ": " + said);
        }
        return said;
    }
}
