// Package cli is the command line: it turns flags into options, options into a
// call of the packages below, and what comes back into output and an exit code.
// It is layer 5, the only one that knows about flags, streams and the terminal.
// Call [Main]; [FromOS] makes its argument for a real process, a test makes its
// own.
//
// A command is an options struct (what it needs from the process first, what the
// user says second), a constructor that only turns flags into options, and a run
// function that takes the options; each stands in a file of its name. The exit
// codes stand in exit.go, once. Results go to standard output, progress and
// errors to standard error.
package cli
