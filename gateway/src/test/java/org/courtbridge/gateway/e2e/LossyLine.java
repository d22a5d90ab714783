package org.courtbridge.gateway.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loses packets on their way to the far end of a {@link PhoneLine}, at random or for a while all of them (nft). */
final class LossyLine implements AutoCloseable {

    static final int ALL = 1_000;

    private static final String TABLE = "courtbridge_loss";

    private final Path folder;
    private final String device;

    private LossyLine(Path folder, String device) {
        this.folder = folder;
        this.device = device;
    }

    static LossyLine of(Path folder, PhoneLine line) throws Exception {
        LossyLine lossy = new LossyLine(folder, line.device());
        lossy.nft("add", "table", "netdev", TABLE);
        lossy.nft(
                "add",
                "chain",
                "netdev",
                TABLE,
                "out",
                "{ type filter hook egress device \"" + lossy.device + "\" priority 0 ; }");
        return lossy;
    }

    /** From now on so many of a thousand packets are lost. */
    void loses(int ofThousand) throws Exception {
        nft("flush", "chain", "netdev", TABLE, "out");
        if (ofThousand == ALL) {
            nft("add", "rule", "netdev", TABLE, "out", "drop");
        } else if (ofThousand > 0) {
            nft("add", "rule", "netdev", TABLE, "out", "numgen random mod 1000 < " + ofThousand, "drop");
        }
    }

    private void nft(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("nft"));
        command.addAll(List.of(words));
        ChildProcess.run(folder, "nft", command);
    }

    @Override
    public void close() throws Exception {
        nft("delete", "table", "netdev", TABLE);
    }
}
