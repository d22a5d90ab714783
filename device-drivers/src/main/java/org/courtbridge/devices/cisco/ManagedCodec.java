package org.courtbridge.devices.cisco;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.SafeXml;
import org.courtbridge.devices.simulate.SimulatedRoom;

/**
 * The side of a simulated codec that posts {@code PostEvent} to its external manager and applies the configuration that it is answered:
 * with {@code Provisioning Mode: TMS}, at {@code Provisioning ExternalManager} {@code Protocol}, {@code Address} and {@code Path}.
 *
 * <p>After the sample of the request in Cisco's TMS Redundancy Deployment Guide (TMS 14 and 15) and what two independent managers answer.
 * It has no clock: whoever stands for the room's time says when it posts.
 */
public final class ManagedCodec {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MANAGER = "Provisioning/ExternalManager/";

    private final SimulatedRoom room;
    private final CodecTree tree;
    private final HttpClient client;
    private final String mac;

    ManagedCodec(SimulatedRoom room, HttpClient client, String mac) {
        this.room = room;
        this.tree = new CodecTree(room);
        this.client = client;
        this.mac = mac;
    }

    /** Why a codec posts. */
    public enum Event {
        REGISTER,
        BOOT,
        BEAT;

        private String word() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The outcome of a post.
     *
     * @param status of HTTP
     * @param heartbeat until the next {@link Event#BEAT}; empty if the answer is none
     * @param configured whether there was a configuration in the answer, and the codec took it
     */
    public record Outcome(int status, Optional<Duration> heartbeat, boolean configured) {}

    /** Empty if it has no external manager. */
    public Optional<Outcome> post(Event event) throws IOException, InterruptedException {
        if (!configuration("Provisioning/Mode").equals("TMS")) {
            return Optional.empty();
        }
        HttpRequest request = HttpRequest.newBuilder(manager())
                .timeout(PATIENCE)
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("User-Agent", "Cisco/CE")
                .POST(HttpRequest.BodyPublishers.ofString(envelope(event)))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            return Optional.of(new Outcome(response.statusCode(), Optional.empty(), false));
        }
        XapiNode result = XapiXml.read(response.body())
                .find("Body", "PostEventResponse", "PostEventResult")
                .orElseThrow(() -> DeviceException.malformed(response.body(), "PostEventResult"));
        Optional<Duration> heartbeat =
                result.textAt("HeartBeatInterval").map(Integer::parseInt).map(Duration::ofSeconds);
        boolean configured = result.find("Management", "Configuration", "Configuration")
                .map(tree::apply)
                .filter(said -> said.find("Success").isPresent())
                .isPresent();
        return Optional.of(new Outcome(200, heartbeat, configured));
    }

    private URI manager() {
        String protocol = configuration(MANAGER + "Protocol").equals("HTTPS") ? "https" : "http";
        String path = configuration(MANAGER + "Path").replaceFirst("^/", "");
        return URI.create("%s://%s/%s".formatted(protocol, configuration(MANAGER + "Address"), path));
    }

    private String configuration(String path) {
        return room.configuration(path).orElse("");
    }

    private String envelope(Event event) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" \
                xmlns="http://www.tandberg.net/2004/11/SystemManagementService/">\
                <env:Body xmlns="http://www.tandberg.net/2004/11/SystemManagementService/"><PostEvent><Identification>\
                <SystemName>%s</SystemName><MACAddress>%s</MACAddress><IPAddress>192.0.2.12</IPAddress>\
                <ProductType>TANDBERG Codec</ProductType><ProductID>Cisco Codec</ProductID>\
                <SWVersion>ce9.15.3.simulated</SWVersion><HWBoard></HWBoard><SerialNumber>%s</SerialNumber>\
                </Identification><Event>%s</Event></PostEvent></env:Body></env:Envelope>
                """.formatted(
                        SafeXml.escape(configuration("SystemUnit/Name")),
                        SafeXml.escape(mac),
                        CodecTree.SERIAL_NUMBER,
                        event.word());
    }
}
