package org.courtbridge.gateway.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loses packets of a {@link PhoneLine}, at random or for a while all of them (nft). */
final class LossyLine implements AutoCloseable {

    static final int ALL = 1_000;

    private static final String OUT = "egress";
    private static final String IN = "ingress";

    /** The payload types of sound that Chromium offers: Opus, and Opus that is repeated (RFC 2198). */
    private static final String SOUND = "ip protocol udp @th,72,8 & 0x7f == { 111, 63 }";

    /** Of version 2 (RFC 3550, RFC 7983); what is of signalling and comes by UDP begins otherwise. */
    private static final String MEDIA = "ip protocol udp @th,64,2 == 2";

    private final Path folder;
    private final List<String> ways;
    private final String table;

    private LossyLine(Path folder, PhoneLine line, List<String> ways) {
        this.folder = folder;
        this.ways = ways;
        this.table = "loss_" + line.device();
    }

    /** Of what goes to the far end. */
    static LossyLine of(Path folder, PhoneLine line) throws Exception {
        return of(folder, line, List.of(OUT));
    }

    /** Of what comes from the far end. */
    static LossyLine back(Path folder, PhoneLine line) throws Exception {
        return of(folder, line, List.of(IN));
    }

    /** Of what goes to the far end, and of what comes from there. */
    static LossyLine bothWays(Path folder, PhoneLine line) throws Exception {
        return of(folder, line, List.of(OUT, IN));
    }

    private static LossyLine of(Path folder, PhoneLine line, List<String> ways) throws Exception {
        LossyLine lossy = new LossyLine(folder, line, ways);
        lossy.nft("add", "table", "netdev", lossy.table);
        for (String way : ways) {
            lossy.nft(
                    "add",
                    "chain",
                    "netdev",
                    lossy.table,
                    way,
                    "{ type filter hook %s device \"%s\" priority 0 ; }".formatted(way, line.device()));
        }
        return lossy;
    }

    /** From now on so many of a thousand packets are lost. */
    void loses(int ofThousand) throws Exception {
        lose(List.of(), ofThousand);
    }

    /** From now on so many of a thousand packets of RTP and RTCP are lost; what opens the way for them (STUN, DTLS) and signalling get through. */
    void losesMedia(int ofThousand) throws Exception {
        lose(List.of(MEDIA), ofThousand);
    }

    /** @param which packets; empty for any */
    private void lose(List<String> which, int ofThousand) throws Exception {
        for (String way : ways) {
            nft("flush", "chain", "netdev", table, way);
            if (ofThousand > 0) {
                List<String> rule = new ArrayList<>(List.of("add", "rule", "netdev", table, way));
                rule.addAll(which);
                if (ofThousand < ALL) {
                    rule.add("numgen random mod 1000 < " + ofThousand);
                }
                rule.add("drop");
                nft(rule.toArray(String[]::new));
            }
        }
    }

    /**
     * From now on two packets of sound in a row are lost of each so many that go to the far end; of all others as many of a
     * thousand as {@link #loses} says.
     */
    void losesSoundInPairs(int ofPackets, int ofThousand) throws Exception {
        loses(ofThousand);
        nft("flush", "chain", "netdev", table, OUT);
        nft("add", "rule", "netdev", table, OUT, SOUND, "numgen inc mod %d < 2".formatted(ofPackets), "drop");
        nft("add", "rule", "netdev", table, OUT, SOUND, "accept");
        nft("add", "rule", "netdev", table, OUT, "numgen random mod 1000 < " + ofThousand, "drop");
    }

    private void nft(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("nft"));
        command.addAll(List.of(words));
        ChildProcess.run(folder, "nft", command);
    }

    @Override
    public void close() throws Exception {
        nft("delete", "table", "netdev", table);
    }
}
