package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An application that sends by WHIP, on GStreamer's WebRTC stack: a tone for a microphone and a film for a camera. */
final class WhipPeer implements AutoCloseable {

    private static final int SECONDS = 170;

    private final ChildProcess process;
    private final String token;

    private WhipPeer(ChildProcess process, String token) {
        this.process = process;
        this.token = token;
    }

    /** Of Opus and H.264. @param link of the party, whose ticket it takes last, as that is good for a minute */
    static WhipPeer start(Path parent, int party, String link) throws Exception {
        return start(
                parent,
                party,
                link,
                "opusenc ! rtpopuspay pt=111 ssrc=1 ! queue"
                        + " ! application/x-rtp,media=audio,encoding-name=OPUS,payload=111");
    }

    /** The same with sound of G.722 (RFC 3551, section 4.5.2). */
    static WhipPeer startWithG722(Path parent, int party, String link) throws Exception {
        return start(
                parent,
                party,
                link,
                "avenc_g722 ! rtpg722pay pt=9 ssrc=1 ! queue"
                        + " ! application/x-rtp,media=audio,encoding-name=G722,payload=9,clock-rate=8000");
    }

    private static WhipPeer start(Path parent, int party, String link, String sound) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("whip" + party));
        Path tone = Tones.file(folder, party, 48_000, SECONDS);
        Path film = Film.compressed(folder, party);
        String token = Court.ticket(link);
        List<String> command = List.of(
                "whip-client",
                "--disable-colors",
                "--log-level=5",
                "--url=" + GatewayProcess.LOCAL_ORIGIN + "/api/v1/whip",
                "--token=" + token,
                "--audio=filesrc location=" + tone + " ! wavparse ! audioconvert ! audioresample ! identity sync=true"
                        + " ! queue ! " + sound,
                "--video=filesrc location=" + film + " ! qtdemux ! h264parse ! openh264dec ! identity sync=true"
                        + " ! queue ! openh264enc complexity=low bitrate=768000 gop-size=450"
                        + " ! video/x-h264,profile=constrained-baseline ! h264parse"
                        + " ! rtph264pay pt=96 ssrc=2 config-interval=-1 aggregate-mode=zero-latency ! queue"
                        + " ! application/x-rtp,media=video,encoding-name=H264,payload=96");
        Map<String, String> environment = Map.of("HOME", folder.toString());
        return new WhipPeer(ChildProcess.start(folder, "whip-client", environment, command), token);
    }

    /** Stands for its person as long as it sends; whoever receives for the same person shows it, too. */
    String token() {
        return token;
    }

    String log() throws IOException {
        return process.log();
    }

    /** Ends its session, as its user does with Ctrl-C. */
    void leave() throws Exception {
        process.interrupt();
    }

    @Override
    public void close() {
        process.close();
    }
}
