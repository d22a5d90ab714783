package org.courtbridge.media.bridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia.SentVideo;
import org.courtbridge.media.leg.Still;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.video.Party;
import org.courtbridge.media.video.send.VideoSender;

/** The pictures that one party is sent, by slot. Belongs to the hearing's control thread. */
public final class SentPictures {

    private final Party party;
    private final Still lost;
    private final BridgeLeg.Surroundings surroundings;
    private final Map<String, VideoSender> outputs = new LinkedHashMap<>();
    private Optional<Still> still = Optional.empty();

    /** @param lost what the party sees in place of a picture that is lost */
    SentPictures(Party party, Still lost, BridgeLeg.Surroundings surroundings) {
        this.party = party;
        this.lost = lost;
        this.surroundings = surroundings;
    }

    /**
     * Takes over what was negotiated, keeps the streams that go on and ends the others.
     *
     * @param line by which packets reach a transport
     */
    void replacedBy(List<SentVideo> pictures, Function<RtpTransport, PacedTransport> line) {
        Map<String, VideoSender> before = new LinkedHashMap<>(outputs);
        outputs.clear();
        for (SentVideo agreed : pictures) {
            VideoSender known = before.get(agreed.slot());
            PacedTransport carrying = line.apply(agreed.transport());
            if (known != null && known.ssrc() == agreed.ssrc() && known.transport() == carrying) {
                known.renegotiated(agreed);
                outputs.put(agreed.slot(), known);
            } else {
                outputs.put(agreed.slot(), made(agreed, carrying));
            }
        }
        before.values().removeAll(outputs.values());
        before.values().forEach(VideoSender::end);
    }

    private VideoSender made(SentVideo agreed, PacedTransport line) {
        VideoSender made = new VideoSender(
                party,
                agreed,
                line,
                lost,
                surroundings.clock(),
                surroundings.stills().get());
        if (!isOfContent(agreed.slot())) {
            made.still(still);
        }
        return made;
    }

    /** A room's second picture; what others call their slots means nothing. */
    private boolean isOfContent(String slot) {
        return party.leg().kind() == Leg.Kind.ROOM && slot.equals(SentVideo.CONTENT);
    }

    /** Sets the still that the party sees from now on while it sees nobody. */
    public void still(Still shown) {
        still = Optional.of(shown);
        main().values().forEach(output -> output.still(still));
    }

    /** In the order of the party's SDP. */
    public Map<String, VideoSender> bySlot() {
        return outputs;
    }

    /** Those in which the party sees people, by slot; in the order of its SDP. */
    public Map<String, VideoSender> main() {
        Map<String, VideoSender> main = new LinkedHashMap<>(outputs);
        main.keySet().removeIf(this::isOfContent);
        return main;
    }

    /** In which the party sees what is presented, beside the people; empty if it has no room for that. */
    Optional<VideoSender> content() {
        return Optional.ofNullable(outputs.get(SentVideo.CONTENT)).filter(_ -> isOfContent(SentVideo.CONTENT));
    }

    private Stream<VideoSender> first() {
        return main().values().stream().limit(1);
    }

    /** As of {@link VideoSender#evenly}. */
    public void evenly() {
        main().values().forEach(VideoSender::evenly);
    }

    /** As of {@link VideoSender#fill}, by the first picture of people. */
    public void fill(long bitsPerSecond, double lossBefore) {
        first().forEach(output -> output.fill(bitsPerSecond, lossBefore));
    }

    /** Whether that needs no picture of ours, as the party says of each packet when it arrived. */
    public boolean fillsByPadding() {
        return first().anyMatch(output -> output.transportCcExtension().isPresent());
    }

    /** Of all of them. */
    public void endFilling() {
        main().values().forEach(VideoSender::endFilling);
    }
}
