package report
import "fmt"
func x() { fmt.Println() }
