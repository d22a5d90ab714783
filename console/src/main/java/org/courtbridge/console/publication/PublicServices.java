package org.courtbridge.console.publication;

import java.util.Optional;
import java.util.function.Supplier;
import org.courtbridge.court.publication.PublicList;
import org.courtbridge.operations.publication.DroppedList;
import org.courtbridge.operations.publication.ListPosts;

/**
 * The list of hearings for the public.
 *
 * @param list empty if the court publishes none
 * @param posts the log of posting it to a web hook
 * @param hook host of the web hook; empty if it is posted to none
 * @param files the state of the files that it is written to; empty if it is written to none
 */
public record PublicServices(
        Optional<PublicList> list,
        ListPosts posts,
        Optional<String> hook,
        Optional<Supplier<DroppedList.State>> files) {}
