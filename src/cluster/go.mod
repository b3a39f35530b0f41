// The launcher: the standard library only, so that it builds in a second and needs nothing fetched.
module dev.tagfast/cluster

go 1.25
