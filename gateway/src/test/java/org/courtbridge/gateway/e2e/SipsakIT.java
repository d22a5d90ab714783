package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.courtbridge.provisioning.inventory.Dialect;
import org.courtbridge.provisioning.inventory.DigestChallenge;
import org.courtbridge.signalling.sip.Rig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** sipsak looks at the first digest challenge alone, and gives up where that is of SHA-256. */
class SipsakIT {

    @TempDir
    Path folder;

    @Test
    void registersWhereItsDeviceIsAskedForMd5First() throws Exception {
        try (Rig rig = new Rig()) {
            for (DigestChallenge challenge : DigestChallenge.values()) {
                String room = "room" + challenge.ordinal();
                rig.devices.add("Room", room, "secret");
                rig.devices.setDialect("id-" + room, Dialect.USUAL.with(challenge));
            }
            for (DigestChallenge challenge : DigestChallenge.values()) {
                String room = "room" + challenge.ordinal();
                boolean registered = registers(room, rig.endpoint.port());
                assertThat(registered).as("%s", challenge).isEqualTo(challenge != DigestChallenge.BOTH);
                assertThat(rig.endpoint.registrations().of("id-" + room)).hasSize(registered ? 1 : 0);
            }
        }
    }

    private boolean registers(String room, int port) throws Exception {
        List<String> command = List.of(
                "sipsak",
                "-U",
                "-u",
                room,
                "-a",
                "secret",
                "-x",
                "60",
                "-C",
                "sip:%s@127.0.0.1:599%s".formatted(room, room.substring(4)),
                "-s",
                "sip:%s@127.0.0.1:%d".formatted(room, port));
        try (ChildProcess sipsak = ChildProcess.start(folder, room, Map.of(), command)) {
            return sipsak.exit(Duration.ofMinutes(1)) == 0;
        }
    }
}
