package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table of nftables with a chain that looks at all that comes in. */
final class NfTable implements AutoCloseable {

    private static final Pattern PACKETS = Pattern.compile("packets (\\d+)");

    private final Path folder;
    private final String name;

    private NfTable(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** In the test's own network namespace. */
    static NfTable add(Path folder, String name) throws Exception {
        NfTable table = new NfTable(folder, name);
        table.nft("add table inet " + name);
        table.nft("add chain inet %s in { type filter hook input priority 0 ; }".formatted(name));
        return table;
    }

    /** A rule, as nft has it, behind those of before. */
    NfTable rule(String rule) throws Exception {
        nft("add rule inet %s in %s".formatted(name, rule));
        return this;
    }

    /** A counter that rules may name. */
    NfTable counter(String counter) throws Exception {
        nft("add counter inet %s %s".formatted(name, counter));
        return this;
    }

    /** What a counter has counted. */
    long packets(String counter) throws Exception {
        Path log = folder.resolve(name + "-" + counter + ".log");
        Files.deleteIfExists(log);
        ChildProcess.run(folder, name + "-" + counter, List.of("nft", "list", "counter", "inet", name, counter));
        Matcher matcher = PACKETS.matcher(Files.readString(log));
        if (!matcher.find()) {
            throw new IOException("no counter in " + Files.readString(log));
        }
        return Long.parseLong(matcher.group(1));
    }

    private void nft(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("nft"));
        words.addAll(List.of(command.split(" ")));
        ChildProcess.run(folder, "nft", words);
    }

    @Override
    public void close() throws Exception {
        nft("delete table inet " + name);
    }
}
