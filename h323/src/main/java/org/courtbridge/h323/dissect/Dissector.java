package org.courtbridge.h323.dissect;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.dissect.DissectedMessage.Protocol;
import org.courtbridge.h323.dissect.Node.Fields;
import org.courtbridge.h323.dissect.Node.Leaf;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h245.H245;
import org.courtbridge.h323.q931.Q931Exception;

/**
 * Finds the H.323 messages of a capture: RAS on its ports and wherever a message has said; call signalling and H.245 on
 * their TCP connections, H.245 in Q.931 too. Whatever else went by is passed over. What is malformed is a message with a
 * fault, and the next one is looked for.
 */
public final class Dissector {

    /** Connections that are remembered. */
    private static final int MANY = 10_000;

    private final Consumer<DissectedMessage> messages;
    private final SignallingAddresses addresses = new SignallingAddresses();

    /** By the two ends. */
    private final Map<Set<Endpoint>, Connection> connections = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<Endpoint>, Connection> eldest) {
            return size() > MANY;
        }
    };

    /** @param messages is given each, in the order in which they were complete */
    Dissector(Consumer<DissectedMessage> messages) {
        this.messages = messages;
    }

    /**
     * Reads a file in the format of pcap or pcapng to its end.
     *
     * @param messages is given each, in the order in which they were complete
     * @throws CaptureException if the file is neither
     */
    public static void dissect(InputStream file, Consumer<DissectedMessage> messages) throws IOException {
        Dissector dissector = new Dissector(messages);
        Capture capture = Capture.of(file);
        for (Optional<Frame> frame = capture.next(); frame.isPresent(); frame = capture.next()) {
            dissector.take(frame.get());
        }
    }

    void take(Frame frame) {
        LinkLayer.payload(frame).ifPresent(payload -> {
            switch (payload) {
                case IpPayload.Udp datagram -> take(frame, datagram);
                case IpPayload.Tcp segment -> take(frame, segment);
            }
        });
    }

    private void take(Frame frame, IpPayload.Udp datagram) {
        if (datagram.octets().length == 0 || !addresses.isRas(datagram.from()) && !addresses.isRas(datagram.to())) {
            return;
        }
        new Report(frame, datagram.from(), datagram.to(), Protocol.RAS).ras(datagram.octets());
    }

    private void take(Frame frame, IpPayload.Tcp segment) {
        Set<Endpoint> ends = Set.copyOf(List.of(segment.from(), segment.to()));
        if (segment.syn() && !segment.ack()) {
            connections.remove(ends);
        }
        Connection connection = connections.get(ends);
        if (connection == null) {
            Optional<Protocol> protocol = addresses.between(segment.from(), segment.to());
            if (protocol.isEmpty()) {
                return;
            }
            connection = new Connection(protocol.get(), segment.from());
            connections.put(ends, connection);
        }
        connection.take(segment, new Connection.Listener() {
            @Override
            public void message(Protocol protocol, byte[] contents) {
                Report report = new Report(frame, segment.from(), segment.to(), protocol);
                if (protocol == Protocol.H245) {
                    report.h245(contents);
                } else {
                    report.callSignalling(contents);
                }
            }

            @Override
            public void broken(Protocol protocol, String fault) {
                Contents nothing = new Contents();
                nothing.fail(fault);
                new Report(frame, segment.from(), segment.to(), protocol)
                        .message("", new byte[0], new Fields(List.of()), nothing);
            }
        });
    }

    /** Reports the messages of one frame. */
    private final class Report {

        private final Frame frame;
        private final Endpoint from;
        private final Endpoint to;
        private final Protocol protocol;

        Report(Frame frame, Endpoint from, Endpoint to, Protocol protocol) {
            this.frame = frame;
            this.from = from;
            this.to = to;
            this.protocol = protocol;
        }

        /** @param contents of which all nodes were made already */
        void message(String name, byte[] octets, Node node, Contents contents) {
            messages.accept(new DissectedMessage(
                    frame.number(),
                    frame.time(),
                    from,
                    to,
                    protocol,
                    name,
                    Octets.of(octets),
                    node,
                    contents.isIdentical(),
                    contents.fault()));
        }

        void ras(byte[] octets) {
            Contents contents = new Contents();
            Optional<Choice> message = contents.decode(Ras.RAS_MESSAGE, octets).map(Choice.class::cast);
            message.ifPresent(addresses::learn);
            Node node = message.map(contents::node).orElseGet(() -> new Leaf(Octets.of(octets)));
            message(message.map(Choice::name).orElse(""), octets, node, contents);
        }

        void h245(byte[] octets) {
            Contents contents = new Contents();
            Optional<Choice> message = contents.decode(H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE, octets)
                    .map(Choice.class::cast);
            String name = message.map(Choice::value)
                    .map(inner -> inner instanceof Choice choice ? choice.name() : "")
                    .orElse("");
            Node node = message.map(contents::node).orElseGet(() -> new Leaf(Octets.of(octets)));
            message(name, octets, node, contents);
        }

        void callSignalling(byte[] octets) {
            Contents contents = new Contents();
            Q931Contents q931;
            try {
                q931 = Q931Contents.of(contents, octets);
            } catch (Q931Exception e) {
                contents.fail(e.getMessage());
                message("", octets, new Leaf(Octets.of(octets)), contents);
                return;
            }
            q931.userInformation().ifPresent(addresses::learn);
            message(q931.name(), octets, q931.node(), contents);
            Report tunnelled = new Report(frame, from, to, Protocol.TUNNELLED_H245);
            q931.tunnelled().forEach(message -> tunnelled.h245(message.toArray()));
            Report ras = new Report(frame, from, to, Protocol.RAS);
            q931.ras().forEach(message -> ras.ras(message.toArray()));
        }
    }
}
