package org.courtbridge.signalling.sip.media;

import java.util.List;
import org.courtbridge.signalling.sdp.Bandwidth;
import org.courtbridge.signalling.sdp.MediaDescription;

/**
 * Bandwidth that we announce to rooms: of each line, in bit/s without headers (RFC 3890) and, for those that know nothing else,
 * in kbit/s with them; and of all together, which old room hardware takes for the bandwidth of its call.
 */
final class RoomBandwidth {

    /** Opus or G.711 at 64 kbit/s in packets of 20 ms. */
    static final List<Bandwidth> SOUND = List.of(new Bandwidth("AS", 80), new Bandwidth("TIAS", 64_000));

    static final List<Bandwidth> PICTURE = List.of(new Bandwidth("AS", 2_048), new Bandwidth("TIAS", 1_968_000));

    private RoomBandwidth() {}

    /** Of the session with these lines. */
    static List<Bandwidth> ofAll(List<MediaDescription> lines) {
        long sum = lines.stream()
                .filter(line -> !line.isRefused())
                .flatMap(line -> line.bandwidths().stream())
                .filter(bandwidth -> bandwidth.type().equals("AS"))
                .mapToLong(Bandwidth::value)
                .sum();
        return List.of(new Bandwidth("AS", sum));
    }
}
