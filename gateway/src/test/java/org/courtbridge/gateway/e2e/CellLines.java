package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pictures of a program that decodes, in its standard output: a line {@code {"cells": [24, 224, ...], "at": 1234.5}} each, with the
 * brightness of the 8x4 cells, and when, in milliseconds of the machine's monotonic clock.
 */
record CellLines(JsonLines said) implements Viewer {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every coded picture so far, oldest first. */
    List<Sighting.Shown> shown() throws IOException {
        List<Sighting.Shown> shown = new ArrayList<>();
        for (var line : said.all()) {
            if (line.has("cells")) {
                int[] cells = JSON.convertValue(line.path("cells"), int[].class);
                CodedPicture.ofCells(cells)
                        .ifPresent(picture -> shown.add(
                                new Sighting.Shown(picture, line.path("at").asDouble())));
            }
        }
        return shown;
    }

    /** Pictures that were decoded so far, whatever was on them. */
    int decoded() throws IOException {
        return (int) said.all().stream().filter(line -> line.has("cells")).count();
    }

    @Override
    public Optional<CodedPicture> sees(int party) throws IOException {
        return shown().reversed().stream()
                .map(Sighting.Shown::picture)
                .filter(picture -> picture.party() == party)
                .findFirst();
    }
}
