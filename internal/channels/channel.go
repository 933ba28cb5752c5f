package channels

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/maskproof/maskproof/internal/canary"
)

// Configurations names the ways in which the recorder is set up, in the order of
// the tables. Package corpus says what each means.
func Configurations() []string { return []string{"defaults", "open", "text-masked", "blocked"} }

// Channel is one page of the corpus.
type Channel struct {
	Name  string // of its file, without ".html"
	head  head
	files map[string][]byte // what it serves, by name; the page itself is ""
}

type head struct {
	Title     string              `yaml:"channel"`
	Catalogue []int               `yaml:"catalogue"`
	Start     string              `yaml:"start"`
	Steps     yaml.Node           `yaml:"steps"`
	Found     map[string]string   `yaml:"found"`
	Spelled   map[string][]string `yaml:"spelled"`
	Joined    bool                `yaml:"joined"`
}

// Title says in words what the page does.
func (c *Channel) Title() string { return c.head.Title }

// Catalogue lists the numbers of the catalogue that the page covers.
func (c *Channel) Catalogue() []int { return c.head.Catalogue }

// Joined says that no single string of the recording holds the value.
func (c *Channel) Joined() bool { return c.head.Joined }

// Load reads all channels of a folder, in the order of their names.
func Load(dir fs.FS) ([]*Channel, error) {
	names, err := fs.Glob(dir, "*.html")
	if err != nil {
		return nil, err
	}
	var list []*Channel
	for _, file := range names {
		if name := strings.TrimSuffix(file, ".html"); !strings.Contains(name, ".") {
			c, err := load(dir, name)
			if err != nil {
				return nil, fmt.Errorf("channel %s: %w", name, err)
			}
			list = append(list, c)
		}
	}
	return list, nil
}

func load(dir fs.FS, name string) (*Channel, error) {
	c := &Channel{Name: name, files: map[string][]byte{}}
	names, err := fs.Glob(dir, name+".*")
	if err != nil {
		return nil, err
	}
	for _, file := range names {
		data, err := fs.ReadFile(dir, file)
		if err != nil {
			return nil, err
		}
		c.files[strings.TrimPrefix(file, name+".")] = data
	}
	top, page, _ := bytes.Cut(c.files["html"], []byte("-->\n"))
	top, ok := bytes.CutPrefix(top, []byte("<!--\n"))
	if !ok {
		return nil, fmt.Errorf("it does not begin with a comment that says what it is")
	}
	delete(c.files, "html")
	c.files[""] = page
	dec := yaml.NewDecoder(bytes.NewReader(top))
	dec.KnownFields(true)
	if err := dec.Decode(&c.head); err != nil {
		return nil, err
	}
	return c, c.check()
}

// check refuses a head that forgets a configuration.
func (c *Channel) check() error {
	if c.head.Title == "" || len(c.head.Catalogue) == 0 {
		return fmt.Errorf("its head needs channel and catalogue")
	}
	if len(c.head.Found) != len(Configurations()) {
		return fmt.Errorf("found speaks of %d configurations, there are %d", len(c.head.Found), len(Configurations()))
	}
	for _, config := range Configurations() {
		if _, err := c.Expected(config); err != nil {
			return err
		}
	}
	return nil
}

func kinds() []string {
	var list []string
	for _, k := range canary.Kinds() {
		list = append(list, string(k))
	}
	return list
}
