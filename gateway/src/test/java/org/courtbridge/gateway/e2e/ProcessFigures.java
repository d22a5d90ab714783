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

    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");
    private static final Pattern HEAP_COMMITTED = Pattern.compile("garbage-first heap .*committed (\\d+)K");

    private final long pid;

    ProcessFigures(long pid) {
        this.pid = pid;
    }

    /** Kilobytes of Java objects that something still refers to; collects garbage to find out. */
    long liveHeap() throws IOException, InterruptedException {
        jcmd("GC.run");
        return heap(HEAP_USED);
    }

    /** Kilobytes that the heap of the collector G1 has of the machine's memory. */
    long committedHeap() throws IOException, InterruptedException {
        return heap(HEAP_COMMITTED);
    }

    private long heap(Pattern size) throws IOException, InterruptedException {
        Matcher found = size.matcher(jcmd("GC.heap_info"));
        if (!found.find()) {
            throw new AssertionError("no heap in what jcmd says of " + pid);
        }
        return Long.parseLong(found.group(1));
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
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
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
