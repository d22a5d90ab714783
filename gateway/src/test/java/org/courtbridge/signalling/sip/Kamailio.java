package org.courtbridge.signalling.sip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.courtbridge.media.transport.FreePort;

/**
 * kamailio between rooms and the gateway, on two ports: at one it only passes on, as a border does, and adds itself to the
 * Path; at the other it is a registrar of its own, in the gateway's realm, which challenges calls too.
 */
final class Kamailio implements AutoCloseable {

    private final Process process;
    private final int proxyPort;
    private final int registrarPort;

    private Kamailio(Process process, int proxyPort, int registrarPort) {
        this.process = process;
        this.proxyPort = proxyPort;
        this.registrarPort = registrarPort;
    }

    static Kamailio start(Path folder, int gateway) throws IOException {
        int proxyPort = FreePort.any();
        int registrarPort = FreePort.any();
        Path config = Files.writeString(
                folder.resolve("kamailio.cfg"), """
                debug=1
                log_stderror=yes
                children=2
                disable_tcp=yes
                listen=udp:127.0.0.1:%1$d
                listen=udp:127.0.0.1:%2$d
                loadmodule "tm.so"
                loadmodule "sl.so"
                loadmodule "rr.so"
                loadmodule "pv.so"
                loadmodule "maxfwd.so"
                loadmodule "textops.so"
                loadmodule "siputils.so"
                loadmodule "usrloc.so"
                loadmodule "registrar.so"
                loadmodule "auth.so"
                loadmodule "path.so"
                request_route {
                    if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
                    if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }
                    if (has_totag()) {
                        if (loose_route()) { t_relay(); exit; }
                        if (is_method("ACK")) { if (t_check_trans()) { t_relay(); } exit; }
                        sl_send_reply("404", "Not Found");
                        exit;
                    }
                    t_check_trans();
                    force_rport();
                    if (is_present_hf("Route")) { loose_route(); record_route(); t_relay(); exit; }
                    if ($Rp == %1$d) {
                        if (is_method("REGISTER")) { add_path(); } else { record_route(); }
                        $du = "sip:127.0.0.1:%3$d";
                        t_relay();
                        exit;
                    }
                    if (is_method("REGISTER")) {
                        if (!pv_www_authenticate("%4$s", "secret", "0")) { www_challenge("%4$s", "1"); exit; }
                        save("location");
                        exit;
                    }
                    if (!pv_proxy_authenticate("%4$s", "secret", "0")) { proxy_challenge("%4$s", "1"); exit; }
                    consume_credentials();
                    record_route();
                    if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
                    t_relay();
                }
                """.formatted(proxyPort, registrarPort, gateway, FakeDevices.REALM));
        Process process = new ProcessBuilder(
                        "kamailio",
                        "-DD",
                        "-E",
                        "-f",
                        config.toString(),
                        "-Y",
                        folder.toString(),
                        "-P",
                        folder.resolve("kamailio.pid").toString(),
                        "-m",
                        "64",
                        "-M",
                        "8")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("kamailio.out").toFile())
                .start();
        Sipp.awaitListening(process, "udp", registrarPort);
        return new Kamailio(process, proxyPort, registrarPort);
    }

    int proxyPort() {
        return proxyPort;
    }

    int registrarPort() {
        return registrarPort;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
