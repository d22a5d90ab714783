package org.courtbridge.signalling.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Dialect;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.provisioning.inventory.LargestPicture;
import org.junit.jupiter.api.Test;

class PictureCeilingTest {

    private static Optional<Device> device(LargestPicture picture) {
        return Optional.of(new Device(
                "id",
                "Room",
                "room",
                Instant.EPOCH,
                true,
                Encryption.PREFERRED,
                Optional.empty(),
                false,
                Dialect.USUAL.with(picture)));
    }

    @Test
    void isWhatTheDeviceWasSetToOnHoweverSmallAMachine() {
        assertThat(PictureCeiling.of(device(LargestPicture.P1080), 1)).isEqualTo(PictureCeiling.P1080);
        assertThat(PictureCeiling.of(device(LargestPicture.P720), 64)).isEqualTo(PictureCeiling.P720);
    }

    @Test
    void isElseWhatTheProcessorsAllow() {
        assertThat(PictureCeiling.of(device(LargestPicture.AUTOMATIC), 7)).isEqualTo(PictureCeiling.P720);
        assertThat(PictureCeiling.of(device(LargestPicture.AUTOMATIC), 8)).isEqualTo(PictureCeiling.P1080);
        assertThat(PictureCeiling.of(Optional.empty(), 2)).isEqualTo(PictureCeiling.P720);
    }
}
