package grid

// ContentTypes is the part of a package that lists the kinds of its parts.
const ContentTypes = "[Content_Types].xml"
