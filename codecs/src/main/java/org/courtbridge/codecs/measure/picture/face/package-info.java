/**
 * Faces in pictures: where they are, how large, how lit and how sharp. Start at
 * {@link org.courtbridge.codecs.measure.picture.face.FaceFinder}.
 */
@NullMarked
package org.courtbridge.codecs.measure.picture.face;

import org.jspecify.annotations.NullMarked;
