package org.courtbridge.simulators;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;

/** Devices of the room in one call: microphone, loudspeaker, camera and screen, and the ports of their streams. */
final class RoomDevices implements AutoCloseable {

    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(2);

    private final RtpPair soundPorts;
    private final RtpPair picturePorts;
    private final SoundLine sound;
    private final PictureLine picture;
    private final Pace reports;

    private RoomDevices(RtpPair soundPorts, RtpPair picturePorts, String cname, RoomSources sources) {
        this.soundPorts = soundPorts;
        this.picturePorts = picturePorts;
        sound = new SoundLine(soundPorts, cname, sources.sound(), sources.loudspeaker());
        picture = new PictureLine(picturePorts, cname, sources.camera().get());
        reports = Pace.start("rtcp", BETWEEN_REPORTS, () -> {
            sound.report();
            picture.report();
        });
    }

    /** @param cname names the room in RTCP */
    static RoomDevices open(InetAddress local, String cname, RoomSources sources) throws IOException {
        RtpPair soundPorts = RtpPair.open(local);
        try {
            return new RoomDevices(soundPorts, RtpPair.open(local), cname, sources);
        } catch (IOException e) {
            soundPorts.close();
            throw e;
        }
    }

    RtpPair soundPorts() {
        return soundPorts;
    }

    RtpPair picturePorts() {
        return picturePorts;
    }

    /** In G.722. */
    SoundLine sound() {
        return sound;
    }

    /** In H.264. */
    PictureLine picture() {
        return picture;
    }

    @Override
    public void close() {
        reports.close();
        sound.close();
        picture.close();
        soundPorts.close();
        picturePorts.close();
    }
}
