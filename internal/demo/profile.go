package demo

import "time"

// profile is what a maker told the shop. All fields may be empty.
type profile struct {
	Phone   string
	Address string
	About   string
	DOB     string // YYYY-MM-DD
	SSN     string
}

// Birthday writes the date of birth as the page shows it: "December 31, 1990".
func (p profile) Birthday() string {
	day, err := time.Parse(time.DateOnly, p.DOB)
	if err != nil {
		return p.DOB
	}
	return day.Format("January 2, 2006")
}

// Known says whether anything is on file.
func (p profile) Known() bool { return p != profile{} }

// Form is the profile as a script fills it into the form, by field name. The
// SSN never goes back to a browser, in neither version.
func (p profile) Form() map[string]string {
	return map[string]string{"phone": p.Phone, "address": p.Address, "about": p.About, "dob": p.DOB}
}

func (s *shop) profile(v *visit) { s.showProfile(v, nil) }

func (s *shop) showProfile(v *visit, wrong []string) {
	s.show(v, "profile", page{
		Title: "Your profile", Module: "profile.js", Problems: wrong, Body: v.sess.Profile,
	})
}

// saveProfile takes one section of the profile ("contact", "payouts"), as the
// script posts it, or all of it, as a browser without script does.
func (s *shop) saveProfile(v *visit) {
	f, ok := v.posted()
	if !ok {
		return
	}
	next, wrong := v.sess.Profile, problems{}
	section := v.r.PathValue("section")
	if section != "payouts" {
		next.takeContact(f, wrong)
	}
	if section != "contact" {
		next.takePayouts(f, wrong)
	}
	if len(wrong) > 0 {
		s.refuse(v, f, wrong, s.showProfile)
		return
	}
	v.sess.Profile = next
	s.accept(v, f, "/profile")
}

func (p *profile) takeContact(f form, wrong problems) {
	p.Phone, p.Address, p.About = f.get("phone"), f.get("address"), f.get("about")
	wrong.need(len(digitsOf(p.Phone)) >= 10, "phone", "Please enter a phone number with area code.")
	wrong.need(p.Address != "", "address", "Please enter your address.")
}

func (p *profile) takePayouts(f form, wrong problems) {
	p.DOB, p.SSN = f.get("dob"), f.get("ssn")
	wrong.need(isDate(p.DOB), "dob", "Please write the date as YYYY-MM-DD.")
	wrong.need(len(digitsOf(p.SSN)) == 9, "ssn", "Please enter all nine digits.")
}
