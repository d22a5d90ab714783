package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A room whose SIP stack is a library of some language, led by a script of ours by signals; its sound is mu-law. */
final class ScriptedRoom implements AutoCloseable {

    private static final String SCRIPTS = "src/test/scripts/";

    /** Not the gateway's: npm's sip sends nothing to its own address. */
    private static final String ADDRESS = "10.78.0.1";

    /** SIP's; media are at even ports above. */
    private static final int PORT = 15_970;

    private final Path folder;
    private final ChildProcess process;
    private final JsonLines said;

    private ScriptedRoom(Path folder, ChildProcess process, JsonLines said) {
        this.folder = folder;
        this.process = process;
        this.said = said;
    }

    /** Perl's Net::SIP (Debian), which registers and calls. */
    static ScriptedRoom netSip(Court court, int party) throws Exception {
        return start(court, party, "net-sip-room", court.addDevice(party));
    }

    /** JavaScript's sip (npm), of a device that is shown MD5 first, as it reads the first challenge alone. */
    static ScriptedRoom npmSip(Court court, int party) throws Exception {
        String password = court.addDevice(party);
        court.showMd5First(party);
        return start(court, party, "npm-sip-room", password);
    }

    private static ScriptedRoom start(Court court, int party, String script, String password) throws Exception {
        Path folder = Files.createDirectories(court.folder().resolve(script + party));
        List<String> command = List.of(
                Path.of(SCRIPTS + script).toAbsolutePath().toString(),
                ADDRESS,
                Integer.toString(PORT),
                Court.SERVER,
                "room" + party,
                password,
                Court.NUMBER,
                MuLaw.tone(folder, party, 60).toString(),
                heard(folder).toString(),
                pictures(folder).toString());
        Map<String, String> environment = Map.of("HOME", folder.toString(), "NODE_PATH", WeriftViewer.MODULES);
        ChildProcess process = ChildProcess.start(folder, script, environment, command);
        JsonLines said = new JsonLines(script, process);
        said.await("state", "registered");
        return new ScriptedRoom(folder, process, said);
    }

    private static Path heard(Path folder) {
        return folder.resolve("heard.ulaw");
    }

    private static Path pictures(Path folder) {
        return folder.resolve("seen.rtp");
    }

    void await(String state) {
        said.await("state", state);
    }

    /** Until so many of its INVITEs have been answered by 200. */
    void awaitAnswers(int count) {
        said.await("state", "established", count);
    }

    /** Has it invite anew. */
    void inviteAnew() throws Exception {
        process.signal("USR2");
    }

    /** Hangs up, and waits for the answer. */
    void hangUp() throws Exception {
        process.interrupt();
        said.await("state", "ended");
    }

    /** The samples of the last seconds. */
    short[] heardInTheLast(int seconds) throws IOException {
        return MuLaw.last(heard(folder), seconds);
    }

    /** Samples heard so far. */
    int heard() throws IOException {
        return Math.toIntExact(Files.size(heard(folder)));
    }

    ReceivedPictures seen() {
        return new ReceivedPictures(pictures(folder));
    }

    String log() throws IOException {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
