package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.onvif.OnvifSimulator;
import org.courtbridge.gateway.e2e.RtspCameraPeer.Ways;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cameras without a codec, whose pictures are fetched from the RTSP server of GStreamer, and a room that looks at them. */
@Tag("fast")
class RtspCameraIT {

    private static final int ROOM = 1;
    private static final int BY_UDP = 2;
    private static final int BY_TCP = 3;
    private static final Credentials LOGIN = new Credentials(RtspCameraPeer.USER, RtspCameraPeer.PASSWORD);

    @Test
    void aRoomSeesCamerasThatSendByUdpAndByTheirConnection() throws Exception {
        String simulators = "fleet: {allowed-networks: %s}\n".formatted(Scratch.ADDRESS);
        try (Court court = Court.open("RtspCameraIT", Scratch.ADDRESS, simulators);
                RtspCameraPeer udp = RtspCameraPeer.start(court.folder(), BY_UDP, Ways.UDP);
                RtspCameraPeer tcp = RtspCameraPeer.start(court.folder(), BY_TCP, Ways.TCP);
                OnvifSimulator udpServices = services(udp, LOGIN);
                OnvifSimulator tcpServices = services(tcp, LOGIN)) {
            court.start();
            court.addCamera(BY_UDP, udpServices.address(), LOGIN);
            court.addCamera(BY_TCP, tcpServices.address(), LOGIN);
            try (BaresipPeer room = court.room(ROOM)) {
                court.call(room);
                court.dial(BY_UDP);
                Proof.sees(ROOM, BY_UDP, room);
                assertThat(court.pictureCodecs(BY_UDP)).containsExactly("H264");
                assertThat(udpServices.keyframesWanted()).isPositive();

                court.remove(BY_UDP);
                udp.awaitSaid("gone");
                court.awaitLegs(1);

                court.dial(BY_TCP);
                Proof.sees(ROOM, BY_TCP, room);
                // The connection breaks without a word.
                tcp.kill();
                court.awaitLegs(1);
            }
            court.awaitLegs(0);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ").doesNotContain(RtspCameraPeer.PASSWORD);
        }
    }

    @Test
    void saysWhyACameraThatKnowsAnotherPasswordIsNotSeen() throws Exception {
        String simulators = "fleet: {allowed-networks: %s}\n".formatted(Scratch.ADDRESS);
        Credentials other = new Credentials(RtspCameraPeer.USER, "another");
        try (Court court = Court.open("RtspCameraIT-password", Scratch.ADDRESS, simulators);
                RtspCameraPeer camera = RtspCameraPeer.start(court.folder(), BY_UDP, Ways.BOTH);
                OnvifSimulator services = services(camera, other)) {
            court.addCamera(BY_UDP, services.address(), other);
            assertThatThrownBy(() -> court.dial(BY_UDP))
                    .hasMessageContaining("the camera does not take the name and the password");
            court.awaitLegs(0);
        }
    }

    private static OnvifSimulator services(RtspCameraPeer camera, Credentials login) {
        return new OnvifSimulator(
                new InetSocketAddress(Scratch.ADDRESS, 0),
                login,
                camera.uri(),
                InstantSource.system(),
                OnvifSimulator.Turning.FIXED);
    }
}
