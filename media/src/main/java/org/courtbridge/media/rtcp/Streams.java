package org.courtbridge.media.rtcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.send.VideoSender;

/** The streams of a leg that share one transport, as they stand now. */
public record Streams(
        Optional<ReceivedAudio> receivedAudio,
        Optional<SentAudio> sentAudio,
        Optional<SimulcastReceiver> source,
        List<VideoSender> outputs,
        String cname) {

    static final Streams NONE = new Streams(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "");

    /** SSRCs that we send with. */
    List<Long> sentSsrcs() {
        List<Long> ssrcs = new ArrayList<>();
        sentAudio.ifPresent(sound -> ssrcs.add(sound.ssrc()));
        outputs.forEach(output -> ssrcs.add(output.ssrc()));
        return ssrcs;
    }

    Optional<VideoSender> output(long ssrc) {
        return outputs.stream().filter(output -> output.ssrc() == ssrc).findFirst();
    }
}
