package org.courtbridge.gateway.web;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.courtbridge.gateway.access.AdminToken;
import org.courtbridge.gateway.access.Participants;
import org.courtbridge.gateway.access.Sessions;
import org.courtbridge.gateway.access.Users;
import org.courtbridge.gateway.conference.Conferences;
import org.courtbridge.gateway.conference.HearingTrail;
import org.courtbridge.provisioning.inventory.Devices;

/**
 * What the console and the API show and change.
 *
 * @param baseUrl where participants reach this gateway, such as {@code https://host:8443}, without a slash at the end
 * @param ready whether calls can be taken now
 * @param zone of the court, for every time on a page
 * @param dropped by kind of port, how many arrivals were refused since the start
 */
public record Services(
        Conferences conferences,
        HearingTrail trail,
        Devices devices,
        Participants participants,
        Users users,
        Sessions sessions,
        AdminToken adminToken,
        RoomDialler dialler,
        Supplier<String> baseUrl,
        BooleanSupplier ready,
        Map<String, LongSupplier> dropped,
        ZoneId zone,
        InstantSource clock) {}
